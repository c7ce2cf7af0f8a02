// One message that takes the place of content: nothing here, not allowed, went wrong; with the one act that helps.
import { useReader } from '../reader.ts';
import type { ApiError } from '../api.ts';
import type { WordKey } from '../words/en.ts';

type Action = { label: string; href: string } | { label: string; run: () => void };
type NoticeProps = {
  title: string;
  text?: string;
  action?: Action;
  alert?: boolean;
  /** The level of the title under the page's own heading. */
  level?: 1 | 2;
};

export function Notice({ title, text, action, alert = false, level = 1 }: NoticeProps) {
  const Title = level === 1 ? 'h1' : 'h2';
  return (
    <div class="notice" role={alert ? 'alert' : undefined}>
      <Title>{title}</Title>
      {text && <p>{text}</p>}
      {action &&
        ('href' in action ? (
          <a class="button" href={action.href}>
            {action.label}
          </a>
        ) : (
          <button class="button" type="button" onClick={action.run}>
            {action.label}
          </button>
        ))}
    </div>
  );
}

/** The words for an error, by its code. */
export const errorKey = (error: ApiError): WordKey => `error_${error.code}`;

/** A failed load that hides nothing: said beside what is still shown, with a way to try again. */
export function ErrorLine({ error, retry }: { error: ApiError; retry?: () => void }) {
  const { t } = useReader();
  return (
    <p class="error-line" role="alert">
      <span>{t(errorKey(error))}</span>
      {retry && (
        <button class="link" type="button" onClick={retry}>
          {t('try_again')}
        </button>
      )}
    </p>
  );
}

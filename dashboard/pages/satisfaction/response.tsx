// How many of those who were asked answered: three counts as a list, with what is known of their worth one press away.
import { Titled } from '../../parts/titled.tsx';
import { useReader } from '../../reader.ts';
import type { AnswersView } from '../../score-view.ts';

export function Response({ view }: { view: AnswersView }) {
  const { t, format } = useReader();
  const { asked, opened } = view.asked;
  const isShare = asked > 0 && view.n <= asked;
  const count = (name: 'asked' | 'opened' | 'answered', n: number, note?: string) => (
    <div>
      <dt>{t(`response_${name}`)}</dt>
      <dd>
        <b>{format.number(n)}</b> {note && <span class="small">{note}</span>}
      </dd>
    </div>
  );
  return (
    <div class="response">
      <Titled
        id="response-title"
        level={3}
        title={t('response_title')}
        about={
          <>
            <p>{t('response_what')}</p>
            <p>{t('definition_who')}</p>
          </>
        }
      />
      {asked === 0 ? (
        <p class="small">{t('response_unknown')}</p>
      ) : (
        <dl class="counts" aria-labelledby="response-title">
          {count('asked', asked)}
          {count('opened', opened)}
          {count(
            'answered',
            view.n,
            isShare ? t('response_share', { share: format.percent(view.n / asked) }) : undefined,
          )}
        </dl>
      )}
      {asked > 0 && !isShare && <p class="small">{t('response_more')}</p>}
    </div>
  );
}

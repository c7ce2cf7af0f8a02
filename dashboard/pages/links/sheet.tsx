// A card as it is printed: A4, A6, or four A6 on A4; in the language of who will read it. The code is drawn here, by nobody else.
import { encodeQR } from 'qr';
import type { LinksAnswer, LinkView } from '../../../worker/contract/links.ts';
import { LANGUAGES } from '../../../worker/contract/vocabulary.ts';
import type { Language } from '../../../worker/contract/vocabulary.ts';
import { Notice } from '../../parts/notice.tsx';
import { useReader } from '../../reader.ts';
import type { SiteInHand } from '../../reader.ts';
import { go, href } from '../../router.ts';
import { SHEET_WORDS } from '../../sheet-words.ts';

const SIZES = ['a6', 'a4', 'four'] as const;
type Size = (typeof SIZES)[number];

export type SheetProps = { site: SiteInHand; query: URLSearchParams; answer: LinksAnswer; id: string };

export function Sheet({ site, query, answer, id }: SheetProps) {
  const { t, language: own } = useReader();
  const list = href({ page: 'links', site: site.id });
  const link = answer.links.find((one) => one.id === id);
  const size = SIZES.find((one) => one === query.get('size')) ?? 'a6';
  const language = LANGUAGES.find((one) => one === query.get('lang')) ?? own;
  const move = (change: { size?: Size; lang?: Language }) =>
    go(`${list}?${new URLSearchParams({ print: id, size, lang: language, ...change })}`, { replace: true });
  if (!link?.url)
    return <Notice title={t('sheet_gone')} text="" action={{ label: t('sheet_back'), href: list }} />;
  const face = <Face link={link} url={link.url} answer={answer} language={language} />;
  return (
    <>
      <header class="page-head">
        <h1>{t('sheet_title')}</h1>
        <a href={list}>{t('sheet_back')}</a>
      </header>
      <div class="sheet-tools">
        <Choice
          legend={t('sheet_size')}
          name="size"
          values={SIZES}
          chosen={size}
          words={(one) => t(`sheet_${one}`)}
          onChange={(one) => move({ size: one })}
        />
        <Choice
          legend={t('sheet_language')}
          name="lang"
          values={LANGUAGES}
          chosen={language}
          words={(one) => t(`sheet_${one}`)}
          onChange={(one) => move({ lang: one })}
        />
        <button class="button primary" type="button" onClick={() => print()}>
          {t('sheet_print')}
        </button>
        <p class="hint">{t('sheet_hint')}</p>
      </div>
      <div class={`sheet sheet-${size}`} lang={language}>
        {size === 'four' ? [0, 1, 2, 3].map((i) => <div key={i}>{face}</div>) : <div>{face}</div>}
      </div>
    </>
  );
}

type ChoiceProps<T extends string> = {
  legend: string;
  name: string;
  values: readonly T[];
  chosen: T;
  words: (value: T) => string;
  onChange: (value: T) => void;
};

function Choice<T extends string>({ legend, name, values, chosen, words, onChange }: ChoiceProps<T>) {
  return (
    <fieldset class="sheet-choice">
      <legend>{legend}</legend>
      <div class="choice">
        {values.map((value) => (
          <label key={value}>
            <input
              type="radio"
              name={name}
              value={value}
              checked={value === chosen}
              onChange={() => onChange(value)}
            />
            <span>{words(value)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

type FaceProps = { link: LinkView; url: string; answer: LinksAnswer; language: Language };

function Face({ link, url, answer, language }: FaceProps) {
  const words = SHEET_WORDS[language];
  return (
    <article class="face">
      <svg class="face-band" viewBox="0 0 100 2" preserveAspectRatio="none" aria-hidden="true">
        <rect width="100" height="2" fill={answer.colour} />
      </svg>
      <p class="face-clinic" dir="auto">
        {answer.clinic}
      </p>
      <h2 class="face-title">{words.title}</h2>
      {[link.branch, link.doctor].filter(Boolean).map((name) => (
        <p key={name} class="face-about" dir="auto">
          {name}
        </p>
      ))}
      <Code text={url} label={words.code} />
      <p class="face-how">{words.how}</p>
      <p class="face-address">{readable(url)}</p>
      <p class="face-kept">{words.kept}</p>
    </article>
  );
}

/** As people read and type it: without the scheme, the code in two halves. */
const readable = (url: string): string => url.replace(/^https?:\/\//, '').replace(/.{4}$/, '-$&');

/** One path of unit squares, with the four modules of quiet around it that cameras need. */
function Code({ text, label }: { text: string; label: string }) {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: 4 });
  const path = rows.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : [])));
  return (
    <svg
      class="face-code"
      viewBox={`0 0 ${rows.length} ${rows.length}`}
      shape-rendering="crispEdges"
      role="img"
      aria-label={label}
    >
      <path d={path.join('')} fill="#000" />
    </svg>
  );
}

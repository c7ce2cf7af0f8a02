// What people say: complaints with their due dates, comments to read, the owner's topics, and phrases that several people say.
import { useState } from 'preact/hooks';
import type { Overview } from '../../worker/contract/members.ts';
import type { ComplaintsAnswer, WordsAnswer } from '../../worker/contract/words.ts';
import { localDay } from '../../worker/domain/calendar.ts';
import { api } from '../api.ts';
import { PeriodChoice } from '../parts/journey/period-choice.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { Notice } from '../parts/notice.tsx';
import { periodDates, upToToday } from '../periods.ts';
import { useReader } from '../reader.ts';
import type { SiteInHand } from '../reader.ts';
import { useResource } from '../resource.ts';
import { go, href } from '../router.ts';
import { readWordsAddress, writeWordsAddress } from '../words-address.ts';
import type { WordsAddress } from '../words-address.ts';
import type { PageProps } from './app.tsx';
import { ComplaintsSection } from './said/complaints.tsx';
import { SaidSection } from './said/comment-list.tsx';
import { PhrasesSection } from './said/phrases.tsx';
import { TopicsSection } from './said/topics.tsx';

export type MoveWords = (change: Partial<WordsAddress>) => void;
export type WordsInHand = {
  site: SiteInHand;
  address: WordsAddress;
  words: WordsAnswer;
  complaints: ComplaintsAnswer;
  overview: Overview;
  move: MoveWords;
  /** Asks again for what an act has changed. */
  reload: () => void;
};

export function WordsPage({ site, query }: PageProps) {
  const { t } = useReader();
  const address = readWordsAddress(query);
  const today = localDay(Date.now(), site.zone);
  const period = upToToday(periodDates(address.period, today), today);
  const all = useResource(`words ${site.id} ${period.from} ${period.to}`, async (signal) => {
    const [words, complaints, overview] = await Promise.all([
      api.words(site.id, period, signal),
      api.complaints(site.id, signal),
      api.overview(site.id, signal),
    ]);
    return { words, complaints, overview };
  });
  const move: MoveWords = (change) =>
    go(href({ page: 'words', site: site.id }) + writeWordsAddress({ ...address, ...change }), {
      replace: true,
    });
  return (
    <>
      <header class="page-head">
        <h1>{t('page_words')}</h1>
        <PeriodChoice name={address.period} today={today} onChange={(name) => move({ period: name })} />
      </header>
      <Loaded resource={all}>
        {(value) => <Sections {...{ site, address, move, ...value, reload: all.reload }} />}
      </Loaded>
    </>
  );
}

function Sections(props: WordsInHand) {
  const { t } = useReader();
  const { overview, words, complaints } = props;
  // A topic made out of a phrase opens in the form of topics.
  const [draft, setDraft] = useState<string | null>(null);
  if (overview.site.dataPlace === 'russia') return <Notice level={2} title={t('comments_not_kept')} />;
  const isEmpty = words.counted === 0 && words.topics.length === 0 && complaints.complaints.length === 0;
  return (
    <>
      {isEmpty && <Notice level={2} title={t('words_none')} text={t('words_none_hint')} />}
      <ComplaintsSection {...props} />
      <div class="columns words">
        <div>
          <SaidSection {...props} />
        </div>
        <div>
          <TopicsSection {...props} draft={draft} setDraft={setDraft} />
          <PhrasesSection {...props} setDraft={setDraft} />
        </div>
      </div>
    </>
  );
}

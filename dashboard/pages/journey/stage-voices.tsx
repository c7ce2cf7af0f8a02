// What people wrote and asked at one stage, beside the funnel: reasons first, then comments, then questions.
import type { Period } from '../../../worker/contract/journey.ts';
import type { Comment, ConversationRow, Overview } from '../../../worker/contract/members.ts';
import { mayRole } from '../../../worker/contract/permissions.ts';
import { api } from '../../api.ts';
import { stageName } from '../../stage-words.ts';
import { SidePanel } from '../../parts/journey/side-panel.tsx';
import { Loaded, Skeleton } from '../../parts/loaded.tsx';
import { Masked, Said } from '../../parts/said.tsx';
import { useReader } from '../../reader.ts';
import type { SiteInHand } from '../../reader.ts';
import { useResource } from '../../resource.ts';
import { href } from '../../router.ts';
import { StageEffort } from './stage-effort.tsx';

type StageVoicesProps = {
  site: SiteInHand;
  stage: number;
  period: Period;
  stages: Overview['stages'];
  /** Visits of the period that reached it. */
  visits: number;
  onClose: () => void;
};

export function StageVoices({ site, stage, period, stages, visits, onClose }: StageVoicesProps) {
  const reader = useReader();
  const { t, format } = reader;
  const voices = useResource(`voices ${site.id} ${stage} ${period.from} ${period.to}`, (signal) =>
    api.stageVoices(site.id, stage, period, signal),
  );
  return (
    <SidePanel title={stageName(reader, stage, stages)} onClose={onClose}>
      <p class="small">
        {format.days(period.from, period.to)} · {t('n_visits', { n: visits })}
      </p>
      {mayRole(site.role, 'scores') && <StageEffort siteId={site.id} stage={stage} period={period} />}
      <Loaded resource={voices} skeleton={<Skeleton lines={5} />}>
        {({ comments, questions }) =>
          comments === null || questions === null ? (
            <p class="calm">{t('voices_no_words')}</p>
          ) : (
            <Words site={site} comments={comments} questions={questions} />
          )
        }
      </Loaded>
    </SidePanel>
  );
}

type WordsProps = { site: SiteInHand; comments: Comment[]; questions: ConversationRow[] };

function Words({ site, comments, questions }: WordsProps) {
  const { t, format } = useReader();
  const reasons = comments.filter(({ question }) => question === 'stopped');
  const others = comments.filter(({ question }) => question !== 'stopped');
  if (comments.length + questions.length === 0) return <p class="calm">{t('voices_none')}</p>;
  return (
    <>
      <CommentGroup title={t('voices_reasons')} comments={reasons} />
      <CommentGroup title={t('comments')} comments={others} />
      {questions.length > 0 && (
        <section>
          <h3>{t('voices_questions')}</h3>
          <ul class="comment-list">
            {questions.map(({ id, topic, excerpt, language, startedAtMs, state }) => (
              <li key={id} class="comment">
                <p class="meta">
                  <span>{format.moment(startedAtMs, site.zone)}</span>
                  <span>{t(`topic_${topic}`)}</span>
                  <span>{t(`state_${state}`)}</span>
                </p>
                <p class="said" dir="auto" lang={language}>
                  {excerpt === '' ? t('no_text') : <Masked text={excerpt} />}
                </p>
                <a href={href({ page: 'inbox', site: site.id, conversation: id })}>{t('open_question')}</a>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function CommentGroup({ title, comments }: { title: string; comments: Comment[] }) {
  const { t, format } = useReader();
  if (comments.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <ul class="comment-list">
        {comments.map(({ id, day, question, score, text, language }) => {
          const fft = question === 'fft' ? ([5, 4, 3, 2, 1, 0] as const).find((s) => s === score) : undefined;
          return (
            <li key={id} class="comment">
              <p class="meta">
                <span>{format.day(day)}</span>
                {fft !== undefined && <span>{t(`fft_${fft}`)}</span>}
              </p>
              <Said text={text} lang={language} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}

// What an open panel does besides showing: tells that a question was opened, and gives a refused answer back to be put right.
import { givenToday } from '../answer.ts';
import { cap, isCapped } from '../cap.ts';
import type { Item } from '../outbox.ts';
import { surveys } from './asked.ts';
import type { Panel } from './panel.ts';
import { tellOpened } from './tell-opened.ts';

const takenBack = new Set<string>();

/** Called after every change of what is shown. */
export function tend(panel: Panel): void {
  const { showing, host } = panel;
  if (panel.config) tellOpened(host, showing, panel.config.mode);
  rememberAnswered(panel);
  const refused = panel.box?.items.find(
    ({ door, state, id }) => door === 'answers' && state === 'refused' && !takenBack.has(id),
  );
  if (refused) takeBack(panel, refused);
}

/** Who has answered is not asked for a while; on a shared device nothing is remembered. */
function rememberAnswered(panel: Panel): void {
  const { host, box } = panel;
  if (!box?.items.some(({ survey }) => survey && givenToday(box, survey))) return;
  if (!host.flag('sent') || isCapped()) return;
  const config = surveys(panel);
  if (config) cap(host, config.capDays);
}

/** The refused answer becomes a draft again, with the reason beside it. */
function takeBack(panel: Panel, item: Item): void {
  takenBack.add(item.id);
  const { survey, score, text } = JSON.parse(item.body) as { survey: number; score?: number; text?: string };
  panel.problems = { rate: panel.wordsOf(item) };
  panel.drafts.fill({ [`score-${survey}`]: score ?? '', [`why-${survey}`]: text ?? '' });
  void panel.do((outbox) => outbox.drop(item.id));
}

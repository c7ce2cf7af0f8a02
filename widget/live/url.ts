// Where the live chunk lies: beside the outbox, in the words of the page.
import type { MarkHost } from '../panel-host.ts';

export const liveUrl = ({ outboxUrl, language }: Pick<MarkHost, 'outboxUrl' | 'language'>): string =>
  outboxUrl.replace('/c/outbox', `/c/live.${language}`);

// Where the live chunk lies: beside the outbox, in the words of the page.
import type { OutboxHost } from '../panel-host.ts';

export const liveUrl = ({ outboxUrl, language }: Pick<OutboxHost, 'outboxUrl' | 'language'>): string =>
  outboxUrl.replace('/c/outbox', `/c/live.${language}`);

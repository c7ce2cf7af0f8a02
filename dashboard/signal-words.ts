// A signal in words: what is unusual, and the evidence it rests on.
import type { SignalView } from '../worker/contract/scores.ts';
import type { Reader } from './reader.ts';

export function signalWords(reader: Reader, signal: SignalView): { text: string; why: string } {
  const { t, format } = reader;
  const answers = t('n_answers', { n: signal.n });
  const share = signal.value === null ? '' : format.percent(signal.value);
  const range = signal.interval ? format.range(signal.interval) : '';
  switch (signal.kind) {
    case 'trend':
      return {
        text: t(`signal_trend_${signal.side ?? 'below'}`),
        why: t('signal_trend_why', {
          ...{ period: format.days(signal.from, signal.to), share, range, answers },
          low: format.percent(within(signal.ordinary?.low ?? 0)),
          high: format.percent(within(signal.ordinary?.high ?? 1)),
          why: signal.rules.map((rule) => t(`rule_${rule}`)).join(', '),
        }),
      };
    case 'low_watch':
      return { text: t('low_watch'), why: t('low_watch_why') };
    case 'low_act':
      return { text: t('low_act'), why: t('low_act_why', { share, range, answers }) };
    case 'burst':
      return {
        text: t('signal_burst', { n: signal.n }),
        why: t('signal_burst_why', {
          moment: t(`moment_${signal.measure.moment}`),
          day: format.longDay(signal.from),
          usual: format.number(Math.round((signal.usual ?? 0) * 10) / 10),
        }),
      };
    case 'response':
      return {
        text: t('signal_response'),
        why: t('signal_response_why', {
          moment: t(`moment_${signal.measure.moment}`),
          ...{ period: format.days(signal.from, signal.to), share, range },
          ...{ now: signal.response?.now.answered ?? 0, asked: signal.response?.now.asked ?? 0 },
          ...{ was: signal.response?.before.answered ?? 0, of: signal.response?.before.asked ?? 0 },
        }),
      };
  }
}

const within = (share: number): number => Math.min(1, Math.max(0, share));

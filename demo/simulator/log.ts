// What the simulator says it played: one JSON object per line. A recount of the dashboard's numbers begins here.
import type { DeviceName } from './visit.ts';

type Written = { day: string; atMs: number };
export type LogLine =
  | ({
      what: 'visit';
      id: string;
      source: string;
      campaign: string;
      device: DeviceName;
      language: string;
      /** Stage ids in order; equal neighbours once. */
      path: number[];
    } & Written)
  | ({
      what: 'answer';
      id: string;
      score: number;
      text: string;
      language: string;
      stage: number | null;
      source: string;
      device: DeviceName;
    } & Written)
  | ({
      what: 'message';
      conversation: string;
      kind: 'message' | 'callback';
      topic: string;
      text: string;
      language: string;
    } & Written)
  | ({ what: 'reply'; conversation: string; text: string } & Written)
  | ({ what: 'close'; conversation: string; outcome: string } & Written)
  /** Somebody of the clinic has read the comments with these texts. */
  | ({ what: 'read'; texts: string[] } & Written);

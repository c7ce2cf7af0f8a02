// What the simulator asks of the Worker with another clock, and what it gets back.

export type Call = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  headers: Record<string, string>;
  body?: string;
};
/** One request, or one run of the scheduled jobs, at an instant (epoch ms). Those of one lane keep their order. */
export type Play = { atMs: number; lane: string; what: Call | 'jobs' };

export type Played = {
  status: number;
  body: string;
  /** `name=value` of the cookie it set, or ''. */
  cookie: string;
};
/** Plays the list; the answers come in its order. */
export type PlayAll = (list: readonly Play[]) => Promise<Played[]>;

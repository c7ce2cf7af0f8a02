// The crons of wrangler.jsonc: two, because the free plan allows each run 50 statements, and the fold may need most of them.

export const CRONS = { prompt: '*/5 * * * *', forgetting: '2-57/5 * * * *' } as const;

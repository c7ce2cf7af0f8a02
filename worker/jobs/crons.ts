// The crons of wrangler.jsonc: several, because the free plan allows each run 50 statements: the fold may need most of
// them, and so does a week that is told.

export const CRONS = {
  prompt: '*/5 * * * *',
  forgetting: '2-57/5 * * * *',
  telling: '4-59/5 * * * *',
} as const;

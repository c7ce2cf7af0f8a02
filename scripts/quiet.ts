// The environment in which wrangler looks nothing up, prints no banner, sends no telemetry and keeps no traces.

/** Variables for every wrangler this project starts; `registryDir` keeps parallel local Workers from finding each other. */
export const quietEnvironment = (registryDir: string): Record<string, string> => ({
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_HIDE_BANNER: 'true',
  WRANGLER_WRITE_LOGS: 'false',
  WRANGLER_REGISTRY_PATH: registryDir,
  X_LOCAL_OBSERVABILITY: 'false',
  X_LOCAL_EXPLORER: 'false',
});

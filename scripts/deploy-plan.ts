// What `npm run deploy` has to do, as data: computed from what the account already has, so that it can be shown and repeated.

/** Where D1 keeps a deployment's data; fixed when the database is created. `global` leaves it to Cloudflare. */
export const JURISDICTIONS = ['eu', 'us', 'global'] as const;
export type Jurisdiction = (typeof JURISDICTIONS)[number];

/** What the account has now. An empty account is `EMPTY_ACCOUNT`. */
export type AccountState = {
  databaseId: string | null;
  namespaceId: string | null;
  /** Version in `schema_version`; null when the database is new. */
  schemaVersion: number | null;
  hasSealKeys: boolean;
};
export const EMPTY_ACCOUNT: AccountState = {
  databaseId: null,
  namespaceId: null,
  schemaVersion: null,
  hasSealKeys: false,
};

export type Wanted = { name: string; publicUrl: string; jurisdiction: Jurisdiction; schemaVersion: number };

export type Step =
  | { do: 'create_database'; name: string; jurisdiction: Jurisdiction }
  | { do: 'create_namespace'; title: string }
  | { do: 'write_config'; publicUrl: string; jurisdiction: Jurisdiction; customDomain: string | null }
  | { do: 'apply_schema'; version: number }
  | { do: 'build' }
  | { do: 'deploy'; withNewSealKeys: boolean };

/**
 * The steps that are still to be done, in order. What exists is never made again, and a seal key is made only once:
 * another one could not open what the first has sealed. Throws one sentence when the database holds another schema.
 */
export function planDeploy(present: AccountState, wanted: Wanted): Step[] {
  const { name, publicUrl, jurisdiction, schemaVersion } = wanted;
  if (present.schemaVersion !== null && present.schemaVersion > schemaVersion) {
    throw new Error(
      `The database holds schema ${present.schemaVersion}, newer than this program's ${schemaVersion}: use a newer release.`,
    );
  }
  if (present.schemaVersion !== null && present.schemaVersion < schemaVersion) {
    throw new Error(
      `The database holds schema ${present.schemaVersion}; this program needs ${schemaVersion} and has no upgrade from it.`,
    );
  }
  const steps: Step[] = [];
  if (present.databaseId === null) steps.push({ do: 'create_database', name, jurisdiction });
  if (present.namespaceId === null) steps.push({ do: 'create_namespace', title: saltsTitle(name) });
  steps.push({ do: 'write_config', publicUrl, jurisdiction, customDomain: customDomain(publicUrl) });
  if (present.schemaVersion === null) steps.push({ do: 'apply_schema', version: schemaVersion });
  steps.push({ do: 'build' }, { do: 'deploy', withNewSealKeys: !present.hasSealKeys });
  return steps;
}

/** The KV namespace of a deployment's daily salts. */
export const saltsTitle = (name: string): string => `${name}-salts`;

/** The host to route to the Worker, or null on workers.dev. */
function customDomain(publicUrl: string): string | null {
  const { hostname } = new URL(publicUrl);
  return hostname.endsWith('.workers.dev') ? null : hostname;
}

/** An https origin without a path, or null: PUBLIC_URL is where every link and every snippet points. */
export function readPublicUrl(text: string): string | null {
  const url = URL.parse(text.trim());
  const isOrigin =
    url !== null && url.protocol === 'https:' && url.pathname === '/' && !url.search && !url.hash;
  return isOrigin && url.hostname.includes('.') && !url.username ? url.origin : null;
}

/** One line of a step for a person. */
export function describeStep(step: Step): string {
  switch (step.do) {
    case 'create_database':
      return `create the D1 database "${step.name}" (${step.jurisdiction === 'global' ? 'no jurisdiction' : `jurisdiction ${step.jurisdiction}`})`;
    case 'create_namespace':
      return `create the KV namespace "${step.title}" for the daily salts`;
    case 'write_config':
      return `write ${DEPLOY_CONFIG} (outside git): ids, PUBLIC_URL=${step.publicUrl}, DATA_PLACE=${step.jurisdiction}${
        step.customDomain === null ? '' : `, custom domain ${step.customDomain}`
      }`;
    case 'apply_schema':
      return `apply schema.sql (version ${step.version}) to the database`;
    case 'build':
      return 'build the dashboard and the widget, if stale';
    case 'deploy':
      return `deploy the Worker with its cron${step.withNewSealKeys ? ' and a new secret SEAL_KEYS' : ', keeping SEAL_KEYS'}`;
  }
}

/** The wrangler command of a step, or null for what is done without it. `secretsFile` is made for the moment of the upload. */
export function wranglerCommand(step: Step, name: string, secretsFile = 'SECRETS_FILE'): string[] | null {
  const config = ['--config', DEPLOY_CONFIG];
  switch (step.do) {
    case 'create_database':
      return [
        ...['d1', 'create', step.name],
        ...(step.jurisdiction === 'global' ? [] : ['--jurisdiction', step.jurisdiction]),
      ];
    case 'create_namespace':
      return ['kv', 'namespace', 'create', step.title];
    case 'apply_schema':
      return ['d1', 'execute', name, '--remote', '--yes', ...config, '--file', 'schema.sql'];
    case 'deploy':
      return ['deploy', ...config, ...(step.withNewSealKeys ? ['--secrets-file', secretsFile] : [])];
    default:
      return null;
  }
}

/** The configuration of the deployment, relative to the project; it names the account's ids, so git never sees it. */
export const DEPLOY_CONFIG = '.otklik/wrangler.deploy.json';

/** The deployment's configuration made from the committed one: the account's ids, PUBLIC_URL, the data place, the route. */
export function deployConfig(
  base: Record<string, unknown>,
  made: {
    name: string;
    databaseId: string;
    namespaceId: string;
    publicUrl: string;
    jurisdiction: Jurisdiction;
  },
): Record<string, unknown> {
  const { name, databaseId, namespaceId, publicUrl, jurisdiction } = made;
  const domain = customDomain(publicUrl);
  const assets = base['assets'] as Record<string, unknown>;
  return {
    ...base,
    name,
    // Paths are relative to the configuration, which lies one folder deeper.
    main: `../${String(base['main'])}`,
    assets: { ...assets, directory: `../${String(assets['directory'])}` },
    d1_databases: [{ binding: 'DB', database_name: name, database_id: databaseId }],
    kv_namespaces: [{ binding: 'SALTS', id: namespaceId }],
    vars: { PUBLIC_URL: publicUrl, DATA_PLACE: jurisdiction },
    workers_dev: domain === null,
    ...(domain === null ? {} : { routes: [{ pattern: domain, custom_domain: true }] }),
  };
}

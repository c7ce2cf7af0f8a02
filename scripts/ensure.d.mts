// Types of ensure.mjs, which is plain JavaScript because it runs before anything is installed.
export declare function isNodeNewEnough(version: string): boolean;
export declare function isInstalled(folder: string): boolean;
export declare function install(folder: string, environment?: NodeJS.ProcessEnv): string | null;

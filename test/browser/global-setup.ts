// Before the browser tests: what is served is built if it is older than its sources, and the Worker is bundled once for all stacks.
import type { TestProject } from 'vitest/node';
import { buildIfStale } from '../../scripts/build.ts';
import { bundleWorker } from '../support/worker-bundle.ts';
import type { WorkerBundle } from '../support/worker-bundle.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    workerBundle: WorkerBundle;
  }
}

export default async function setup(project: TestProject): Promise<void> {
  await buildIfStale();
  project.provide('workerBundle', bundleWorker());
}

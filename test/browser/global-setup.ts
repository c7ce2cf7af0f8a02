// Before the browser tests: the widget and the dashboard are built once, if what is in dist/ is older than its sources.
import { buildIfStale } from '../../scripts/build.ts';

export default function setup(): Promise<void> {
  return buildIfStale();
}

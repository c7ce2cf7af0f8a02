// A site's export as one file: pages are asked for one after another and joined here, so that no site is too large for the Worker.
import { EXPORT_PARTS } from '../worker/contract/clinics.ts';
import { api } from './api.ts';

/** Collects every record as a line of JSON. `counted` hears how many there are so far; an abort rejects. */
export async function collectExport(
  siteId: string,
  signal: AbortSignal,
  counted: (records: number) => void,
): Promise<{ file: Blob; records: number }> {
  const lines: string[] = [];
  for (const part of EXPORT_PARTS) {
    let after: string | null = null;
    do {
      const page = await api.exportPage(siteId, { part, after }, signal);
      lines.push(...page.records.map((record) => `${JSON.stringify(record)}\n`));
      counted(lines.length);
      after = page.next;
    } while (after !== null);
  }
  return { file: new Blob(lines, { type: 'application/x-ndjson' }), records: lines.length };
}

/** Hands a file to the browser's downloads. */
export function saveFile(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Not at once: some browsers read the file only after this task.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

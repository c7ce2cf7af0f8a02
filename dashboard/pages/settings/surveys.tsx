// The section of questions: its editor with all the instruments' words is a chunk of its own, fetched when it is opened.
import { Loaded, Skeleton } from '../../parts/loaded.tsx';
import { useResource } from '../../resource.ts';
import type { SectionProps } from '../settings.tsx';

export function SurveysSection(props: SectionProps) {
  const chunk = useResource('surveys', async () => ({
    Editor: (await import('./surveys/editor.tsx')).SurveysEditor,
  }));
  return (
    <Loaded resource={chunk} skeleton={<Skeleton lines={6} />}>
      {({ Editor }) => <Editor {...props} />}
    </Loaded>
  );
}

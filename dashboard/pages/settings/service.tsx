// The section of targets and routing, with its words: fetched when somebody opens it.
import { Loaded, Skeleton } from '../../parts/loaded.tsx';
import { useReader } from '../../reader.ts';
import { useResource } from '../../resource.ts';
import type { SectionProps } from '../settings.tsx';

export function ServiceSection(props: SectionProps) {
  const { language, addWords } = useReader();
  const section = useResource(`service section ${language}`, async () => {
    const [Form] = await Promise.all([
      import('./service-form.tsx').then((m) => m.ServiceForm),
      addWords('service'),
    ]);
    return { Form };
  });
  return (
    <Loaded resource={section} skeleton={<Skeleton lines={8} />}>
      {({ Form }) => <Form {...props} />}
    </Loaded>
  );
}

// The four states of a resource, drawn in one place: waiting keeps the space, an error keeps the last value.
import type { ComponentChildren } from 'preact';
import type { Resource } from '../resource.ts';
import { useReader } from '../reader.ts';
import { ErrorLine, Notice, errorKey } from './notice.tsx';

type LoadedProps<T> = {
  resource: Resource<T>;
  skeleton?: ComponentChildren;
  children: (value: T) => ComponentChildren;
};

export function Loaded<T>({ resource, skeleton = <PageSkeleton />, children }: LoadedProps<T>) {
  const { t } = useReader();
  if (resource.state === 'complete') return <>{children(resource.value)}</>;
  if (resource.state === 'error') {
    if (resource.value === undefined)
      return (
        <Notice
          alert
          level={2}
          title={t('could_not_load')}
          text={t(errorKey(resource.error))}
          action={{ label: t('try_again'), run: resource.reload }}
        />
      );
    return (
      <>
        <ErrorLine error={resource.error} retry={resource.reload} />
        {children(resource.value)}
      </>
    );
  }
  if (resource.state === 'pending' && resource.value !== undefined) return <>{children(resource.value)}</>;
  return <>{skeleton}</>;
}

/** Grey shapes of the size of what comes, so that nothing jumps. */
export function Skeleton({ lines = 3, tall = false }: { lines?: number; tall?: boolean }) {
  return (
    <div class={tall ? 'skeleton tall' : 'skeleton'} aria-hidden="true">
      {Array.from({ length: lines }, (_, i) => (
        <span key={i} />
      ))}
    </div>
  );
}

export function PageSkeleton() {
  const { t } = useReader();
  return (
    <div class="page-skeleton" role="status">
      <span class="hidden">{t('loading')}</span>
      <div class="panel-skeleton">
        <Skeleton lines={2} />
      </div>
      <div class="panel-skeleton">
        <Skeleton lines={6} />
      </div>
      <div class="panel-skeleton">
        <Skeleton lines={4} />
      </div>
    </div>
  );
}

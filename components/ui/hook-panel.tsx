import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { CopyButton } from "@/components/ui/copy-button";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";

export type HookShown = {
  readonly id: string;
  readonly name: string;
  /** The path at which it is called. */
  readonly address: string;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly revokedAt: string | null;
  /** When it was last called, where that is known. */
  readonly lastCallAt?: string | null;
};

const HookLine = <Hook extends HookShown>({
  hook,
  service,
  origin,
  onRevoke,
  children,
}: {
  hook: Hook;
  service: string;
  origin: string;
  onRevoke: (() => void) | null;
  children: ReactNode;
}) => (
  <li
    className={classNames(
      "flex flex-wrap items-start gap-x-4 gap-y-1 border-line-soft border-t px-4 py-2.5",
      hook.revokedAt !== null && "text-ink-3",
    )}
  >
    <div className="min-w-0 flex-1 basis-64">
      <p className="flex flex-wrap items-center gap-2">
        <span className="font-strong wrap-anywhere">{hook.name}</span>
        <Badge>{service}</Badge>
        {hook.revokedAt !== null && <Badge tone="grey">revoked</Badge>}
      </p>
      {children}
      {hook.revokedAt === null && (
        <p className="flex items-center gap-1.5 text-ink-3">
          <span className="mono truncate">{hook.address}</span>
          <CopyButton
            label={`Copy the address of ${hook.name}`}
            text={`${origin}${hook.address}`}
          />
        </p>
      )}
      <p className="text-ink-3">
        {hook.createdBy}, <Time iso={hook.createdAt} />
        {hook.revokedAt !== null ? (
          <>
            ; revoked <Time iso={hook.revokedAt} />
          </>
        ) : (
          hook.lastCallAt !== undefined && (
            <>
              ; last called <Time iso={hook.lastCallAt} />
            </>
          )
        )}
      </p>
    </div>
    {onRevoke && hook.revokedAt === null && (
      <Button aria-label={`Revoke ${hook.name}`} onClick={onRevoke} size="sm" variant="ghost">
        Revoke
      </Button>
    )}
  </li>
);

/** Addresses at which another service may call, with who made them; made and revoked here by whoever may. */
export const HookPanel = <Hook extends HookShown>({
  title,
  make,
  none,
  hooks,
  origin,
  serviceOf,
  onRevoke,
  children,
}: {
  title: string;
  /** What the button that makes one says and does; `null` where the reader may not. */
  make: { readonly label: string; readonly onMake: () => void } | null;
  /** What one would do, while there is none. */
  none: ReactNode;
  hooks: readonly Hook[];
  /** Where this installation answers. */
  origin: string;
  serviceOf: (hook: Hook) => string;
  onRevoke: (hook: Hook) => void;
  /** What a hook is for. */
  children: (hook: Hook) => ReactNode;
}) => (
  <Panel
    action={
      make && (
        <Button icon="plus" onClick={make.onMake} size="sm">
          {make.label}
        </Button>
      )
    }
    flush
    title={title}
  >
    {hooks.length === 0 && (
      <div className="border-line-soft border-t">
        <EmptyState title="None yet">{none}</EmptyState>
      </div>
    )}
    <ul>
      {hooks.map((hook) => (
        <HookLine
          hook={hook}
          key={hook.id}
          onRevoke={make && (() => onRevoke(hook))}
          origin={origin}
          service={serviceOf(hook)}
        >
          {children(hook)}
        </HookLine>
      ))}
    </ul>
  </Panel>
);

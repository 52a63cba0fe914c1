"use client";
import Link from "next/link";
import { useEnvironment } from "@/components/shell/use-environment";
import { chipClass } from "@/components/ui/chip";
import { classNames } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";
import { Menu, MenuItem, MenuLabel } from "@/components/ui/menu";

export type ChipEnvironment = {
  key: string;
  name: string;
  isProtected: boolean;
  version: number;
  /** Instances that report, or else stream clients, and how many of them have this version; left out while not known. */
  clients?: { sentTo: number; of: number };
};

const clientWords = ({ clients }: ChipEnvironment): string =>
  clients === undefined
    ? ""
    : clients.of === 0
      ? " · nobody listens"
      : ` · ${clients.sentTo} of ${clients.of} ${clients.of === 1 ? "client" : "clients"}`;

/** The environment the page shows, its version, and how far that went; opens the others. */
export const EnvironmentChip = ({ environments }: { environments: readonly ChipEnvironment[] }) => {
  const { environment, hrefOf } = useEnvironment(environments);
  if (environment === undefined) return null;
  return (
    <Menu
      trigger={
        <button
          aria-label={`Environment ${environment.name}, version ${environment.version}${clientWords(environment).replace(" · ", ", ")}, switch`}
          className={chipClass(false)}
          type="button"
        >
          <Dot environment={environment} />
          {environment.name}
          {environment.isProtected && <Icon name="lock" size={12} />}
          <span className="text-ink-3">
            v{environment.version}
            {clientWords(environment)}
          </span>
          <Icon name="chevron-down" size={12} />
        </button>
      }
    >
      <MenuLabel>Environments</MenuLabel>
      {environments.map((each) => (
        <MenuItem asChild key={each.key}>
          <Link href={hrefOf(each.key)}>
            <Dot environment={each} />
            <span className="flex-1">{each.name}</span>
            {each.isProtected && <span className="text-ink-3">protected</span>}
            <span className="pl-4 text-ink-3">v{each.version}</span>
          </Link>
        </MenuItem>
      ))}
    </Menu>
  );
};

/** Filled: every client was sent the version. A ring: on its way, or nobody listens. */
const Dot = ({ environment: { clients } }: { environment: ChipEnvironment }) => {
  const isEverywhere = clients !== undefined && clients.of > 0 && clients.sentTo === clients.of;
  return (
    <span
      aria-hidden="true"
      className={classNames(
        "size-1.75 shrink-0 rounded-full",
        isEverywhere ? "bg-pass" : "border-[1.5px] border-ink-3",
      )}
    />
  );
};

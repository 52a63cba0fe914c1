import { type NamingView, SwitchNamingSchema } from "@/lib/contract/naming";
import { canonicalJson } from "@/lib/domain/canonical-json";
import { type NamedSwitch, sharedNames } from "@/lib/domain/naming-faults";
import { switchName } from "@/lib/domain/switch-naming";
import { sha256 } from "@/lib/server/audit";
import type { Transaction } from "@/lib/server/db";
import { withRowNames } from "@/lib/server/inventory/program-naming";

const listed = 50;

const switchesOf = async (tx: Transaction, programId: string): Promise<NamedSwitch[]> => {
  const select = { where: { programId }, select: { key: true }, orderBy: { key: "asc" } } as const;
  const items = await tx.item.findMany({
    where: { programId, kind: { in: ["route", "worker"] }, isSwitchable: true },
    select: { kind: true, key: true, switchName: true },
    orderBy: { key: "asc" },
  });
  return [
    ...(await tx.family.findMany(select)).map(({ key }) => ({ level: "family" as const, key })),
    ...(await tx.capability.findMany(select)).map(({ key }) => ({
      level: "capability" as const,
      key,
    })),
    ...items.map(({ kind, key, switchName: name }) =>
      kind === "worker"
        ? { level: "worker" as const, key: name ?? key }
        : { level: "route" as const, key },
    ),
  ];
};

/** A program's naming as it is stored, with what it makes of the program's switches. */
export const namingView = async (tx: Transaction, programId: string): Promise<NamingView> => {
  const { naming: stored } = await tx.program.findUniqueOrThrow({
    where: { id: programId },
    select: { naming: true },
  });
  const revision = sha256(canonicalJson(stored)).slice(0, 16);
  const read = SwitchNamingSchema.safeParse(stored);
  if (!read.success) return { naming: null, revision, samples: [], shared: [] };
  const naming = await withRowNames(tx, programId, read.data);
  const switches = await switchesOf(tx, programId);
  const first = new Map(switches.toReversed().map((one) => [one.level, one]));
  return {
    naming: read.data,
    revision,
    samples: [...first.values()]
      .toReversed()
      .map(({ level, key }) => ({ level, key, name: switchName(naming, level, key) })),
    shared: sharedNames(naming, switches)
      .slice(0, listed)
      .map(({ name, switches: all }) => ({ name, switches: [...all] })),
  };
};

import type { SwitchNaming } from "@/lib/domain/switch-naming";

/** A naming as its fields hold it: an empty one is a switch that has no name. */
export type NamingDraft = {
  readonly values: SwitchNaming["values"];
  readonly names: Readonly<Record<NameField, string>>;
  /** A line each: `worker:filewatcher = USE_GO_FILE_WATCHER`. */
  readonly exceptions: string;
};

export const nameFields = [
  {
    field: "program",
    label: "Everything without a rule of its own",
    sample: "ROUTE_OWNER_DEFAULT",
  },
  { field: "family", label: "A family", sample: "ROUTE_OWNER_FAMILY_{KEY}" },
  { field: "capability", label: "A capability", sample: "ROUTE_OWNER_CAP_{KEY}" },
  { field: "route", label: "A route", sample: "{SWITCH_ID}" },
  { field: "worker", label: "A worker", sample: "WORKER_OWNER_{KEY}" },
  { field: "force", label: "Force legacy", sample: "MIGRATION_FORCE_PYTHON" },
  { field: "orgs", label: "A canary's organisations", sample: "ROUTE_CANARY_ORGS" },
  { field: "repos", label: "A canary's repositories", sample: "ROUTE_CANARY_REPOS" },
  { field: "users", label: "A canary's users", sample: "ROUTE_CANARY_USERS" },
  { field: "percent", label: "A canary's percentage", sample: "ROUTE_CANARY_PERCENT" },
] as const;
type NameField = (typeof nameFields)[number]["field"];

const empty = Object.fromEntries(
  nameFields.map(({ field }) => [field, ""]),
) as NamingDraft["names"];

/** The fields of a program's naming; of none, all are empty. */
export const namingDraftOf = (naming: SwitchNaming | null): NamingDraft => {
  if (naming === null) return { values: "owner", names: empty, exceptions: "" };
  const { program, family, capability, route, worker, force, canary } = naming;
  const all = { program, family, capability, route, worker, force, ...canary };
  return {
    values: naming.values,
    names: Object.fromEntries(
      Object.entries(all).map(([field, name]) => [field, name ?? ""]),
    ) as NamingDraft["names"],
    exceptions: Object.entries(naming.exceptions)
      .map(([place, name]) => `${place} = ${name}`)
      .join("\n"),
  };
};

export type NamingReading =
  | { readonly is: "naming"; readonly naming: SwitchNaming }
  | { readonly is: "fault"; readonly field: NameField | "exceptions"; readonly says: string };

/** Reads the fields; what no field holds is kept from the naming that was there before. */
export const readNamingDraft = (
  { values, names, exceptions }: NamingDraft,
  before: SwitchNaming | null,
): NamingReading => {
  const nameOf = (field: NameField): string | null => names[field].trim() || null;
  const force = nameOf("force");
  if (force === null) {
    return { is: "fault", field: "force", says: "Name the switch that sends everything back." };
  }
  const read: [string, string][] = [];
  for (const [at, line] of exceptions.split("\n").entries()) {
    if (line.trim() === "") continue;
    const [, place, name] = /^\s*(\S+?)\s*=\s*(\S+)\s*$/.exec(line) ?? [];
    if (place === undefined || name === undefined) {
      const says = `Line ${at + 1}: say level:key = NAME, e.g. worker:filewatcher = USE_GO_FILE_WATCHER.`;
      return { is: "fault", field: "exceptions", says };
    }
    read.push([place, name]);
  }
  const naming: SwitchNaming = {
    ...(before?.gateways ? { gateways: before.gateways } : {}),
    values,
    program: nameOf("program"),
    family: nameOf("family"),
    capability: nameOf("capability"),
    route: nameOf("route"),
    worker: nameOf("worker"),
    force,
    canary: {
      orgs: nameOf("orgs"),
      repos: nameOf("repos"),
      users: nameOf("users"),
      percent: nameOf("percent"),
    },
    exceptions: Object.fromEntries(read),
  };
  return { is: "naming", naming };
};

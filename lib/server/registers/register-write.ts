import type { RegisterChange, RegisterPlan } from "@/lib/domain/register-plan";
import { type RegisterEntry, type RegisterValue, registerId } from "@/lib/domain/registers";
import type { Json, Transaction } from "@/lib/server/db";

type Writer = { readonly by: string; readonly at: Date };

/** Days that something is due last until their end; days on which something happened begin. */
const endsOfDay: ReadonlySet<string> = new Set(["dueAt", "targetAt"]);
const startsOfDay: ReadonlySet<string> = new Set(["decidedAt", "effectiveAt"]);
/** Columns that hold no null, and what they hold instead. */
const empty: ReadonlyMap<string, string> = new Map([
  ["state", "pending"],
  ["status", "open"],
  ...["title", "evidence", "notes", "description", "recommendation", "impact", "surface"].map(
    (name) => [name, ""] as const,
  ),
]);

const columnValue = (field: string, value: RegisterValue): unknown => {
  if (value !== null && typeof value !== "string") return value as unknown as Json;
  if (value === null || value === "") return empty.get(field) ?? null;
  if (endsOfDay.has(field)) return new Date(`${value}T23:59:59.000Z`);
  if (startsOfDay.has(field)) return new Date(`${value}T00:00:00.000Z`);
  return value;
};

/** The waves and batches of a week, as they are stored. */
const scopesOf = (value: unknown): string[] =>
  typeof value === "string" ? value.split(", ").filter((scope) => scope !== "") : [];

const weekStart = (key: string): Date => new Date(`${key}T00:00:00.000Z`);

const valuesOf = ({ fields, defaults }: RegisterEntry): Record<string, unknown> => ({
  ...defaults,
  ...Object.fromEntries(
    Object.entries(fields).map(([name, { value }]) => [name, columnValue(name, value)]),
  ),
});

type SubGate = { key: string; title: string; state: string };

/** Sub-gates as listed now, each with the state it has here. */
const subGatesOf = (listed: unknown, known: unknown): SubGate[] => {
  const states = new Map(
    (known as SubGate[]).map(({ key, title, state }) => [`${key} ${title}`, state]),
  );
  return (listed as SubGate[]).map(({ key, title }) => ({
    key,
    title,
    state: states.get(`${key} ${title}`) ?? "pending",
  }));
};

const ofKind = <T extends { readonly kind: string }>(entries: readonly T[], kind: string): T[] =>
  entries.filter((entry) => entry.kind === kind);

const originJson = (origin: RegisterEntry["fields"]): Json => origin as unknown as Json;

const create = async (
  tx: Transaction,
  programId: string,
  creates: readonly RegisterEntry[],
  { by, at }: Writer,
): Promise<void> => {
  const stamp = { changedAt: at, changedByName: by };
  const base = ({ key, title, fields, ...entry }: RegisterEntry, position: number) => ({
    programId,
    key,
    title,
    ...valuesOf({ key, title, fields, ...entry }),
    position: position + entry.position,
    origin: originJson(fields),
  });
  const where = { programId };
  await tx.programGate.createMany({
    data: await (async () => {
      const from = await tx.programGate.count({ where });
      return ofKind(creates, "program-gate").map((entry) => {
        const { subGates = [], ...values } = base(entry, from) as ReturnType<typeof base> & {
          subGates?: unknown;
        };
        return { state: "pending", ...values, subGates: subGatesOf(subGates, []), ...stamp };
      });
    })(),
  });
  const milestones = await tx.milestone.count({ where });
  await tx.milestone.createMany({
    data: ofKind(creates, "milestone").map((entry) => base(entry, milestones)),
  });
  const decisions = await tx.decision.count({ where });
  await tx.decision.createMany({
    data: ofKind(creates, "decision").map((entry) => ({
      status: "open",
      ...base(entry, decisions),
      ...stamp,
    })),
  });
  await tx.budget.createMany({
    data: ofKind(creates, "budget").map((entry) => ({
      programId,
      key: entry.key,
      surface: entry.title,
      threshold: "",
      ...valuesOf(entry),
      origin: originJson(entry.fields),
      ...stamp,
    })),
  });
  await tx.scheduleWeek.createMany({
    data: ofKind(creates, "schedule-week").map((entry) => {
      const { scopes, notes = "", goals = "" } = valuesOf(entry);
      return {
        programId,
        startsAt: weekStart(entry.key),
        scopes: scopesOf(scopes),
        notes: String(notes),
        goals: String(goals),
        origin: originJson(entry.fields),
      };
    }),
  });
  for (const entry of ofKind(creates, "review-guide")) {
    const { title: _, ...values } = valuesOf(entry);
    await tx.reviewGuide.create({
      data: { programId, ...values, origin: originJson(entry.fields) },
    });
  }
  const criteria = ofKind(creates, "criterion");
  if (criteria.length === 0) return;
  const rows = await tx.milestone.findMany({
    where,
    select: { id: true, key: true, _count: { select: { criteria: true } } },
  });
  const byKey = new Map(rows.map((row) => [row.key, row]));
  await tx.criterion.createMany({
    data: criteria.flatMap((entry, index) => {
      const at = entry.key.indexOf("/");
      const milestone = byKey.get(entry.key.slice(0, at));
      if (!milestone) return [];
      return [
        {
          milestoneId: milestone.id,
          key: entry.key.slice(at + 1),
          title: entry.title,
          kind: "checklist",
          ...valuesOf(entry),
          position: milestone._count.criteria + index,
          origin: originJson(entry.fields),
          ...stamp,
        },
      ];
    }),
  });
};

type Changed = Pick<RegisterChange, "kind" | "key" | "origin"> & {
  readonly fields?: RegisterChange["fields"];
};

const change = async (
  tx: Transaction,
  programId: string,
  { kind, key, fields = [], origin }: Changed,
  { by, at }: Writer,
): Promise<void> => {
  const values = Object.fromEntries(
    fields.map(({ field, after }) => [field, columnValue(field, after)]),
  );
  const isEdited = fields.length > 0;
  const stamp = isEdited ? { changedAt: at, changedByName: by } : {};
  const data: Record<string, unknown> & { origin: Json } = {
    ...values,
    ...(isEdited ? { version: { increment: 1 } } : {}),
    origin: originJson(origin),
  };
  const id = { programId_key: { programId, key } };
  switch (kind) {
    case "program-gate": {
      const { subGates } = values;
      if (subGates !== undefined) {
        const row = await tx.programGate.findUniqueOrThrow({ where: id });
        data.subGates = subGatesOf(subGates ?? [], row.subGates);
      }
      await tx.programGate.update({ where: id, data: { ...data, ...stamp } });
      return;
    }
    case "milestone":
      await tx.milestone.update({ where: id, data });
      return;
    case "decision":
      if (values.options === null) data.options = [];
      await tx.decision.update({ where: id, data: { ...data, ...stamp } });
      return;
    case "budget":
      await tx.budget.update({ where: id, data: { ...data, ...stamp } });
      return;
    case "schedule-week": {
      if (values.scopes !== undefined) data.scopes = scopesOf(values.scopes);
      for (const field of ["notes", "goals"]) if (values[field] === null) data[field] = "";
      await tx.scheduleWeek.update({
        where: { programId_startsAt: { programId, startsAt: weekStart(key) } },
        data,
      });
      return;
    }
    case "review-guide":
      for (const field of ["checklist", "cautions"]) if (values[field] === null) data[field] = [];
      await tx.reviewGuide.update({ where: { programId }, data });
      return;
    case "criterion": {
      const cut = key.indexOf("/");
      const milestone = await tx.milestone.findUniqueOrThrow({
        where: { programId_key: { programId, key: key.slice(0, cut) } },
        select: { id: true },
      });
      await tx.criterion.update({
        where: { milestoneId_key: { milestoneId: milestone.id, key: key.slice(cut + 1) } },
        data: { ...data, ...stamp },
      });
    }
  }
};

/** Writes what an import does to a program's registers. */
export const writeRegisters = async (
  tx: Transaction,
  programId: string,
  plan: RegisterPlan,
  writer: Writer,
): Promise<void> => {
  if (plan.creates.length > 0) await create(tx, programId, plan.creates, writer);
  for (const entry of plan.changes) await change(tx, programId, entry, writer);
  for (const entry of plan.moved) await change(tx, programId, entry, writer);
};

const shown = (value: RegisterValue): string | null =>
  value === null || typeof value === "string" ? value : JSON.stringify(value);

/** What an import did to each entry, for the audit log and the entry's history: by id, field by field. */
export const registerRecord = (
  plan: RegisterPlan,
): Record<string, Record<string, { was: string | null; is: string | null }>> => ({
  ...Object.fromEntries(plan.creates.map((entry) => [registerId(entry), {}])),
  ...Object.fromEntries(
    plan.changes.map(({ fields, ...entry }) => [
      registerId(entry),
      Object.fromEntries(
        fields.map(({ field, before, after }) => [field, { was: shown(before), is: shown(after) }]),
      ),
    ]),
  ),
});

import { CliError, type Connection, call } from "@/bin/connection";
import { forceLegacy, liftForce } from "@/lib/contract/switches";

type Place = { program: string; environment: string; family?: string; capability?: string };
type ForceOptions = Place & {
  reason: string;
  for?: string;
  acknowledge?: string[];
  json?: boolean;
};

const placeOf = ({ program, environment, family, capability }: Place) => {
  if (family && capability) throw new CliError("Name a family or a capability, not both.");
  const key = family ?? capability;
  const scope = family ? "family" : capability ? "capability" : "program";
  return { program, environment, scope, ...(key ? { key } : {}) };
};

const units = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** When a force of `90m`, `2h` or `1d` from now ends. */
const endOf = (duration: string): string => {
  const [, amount, unit] = /^([1-9]\d{0,4})([mhd])$/.exec(duration) ?? [];
  if (!amount || !unit) {
    throw new CliError(`--for ${duration} is no duration: say 30m, 2h or 1d.`);
  }
  return new Date(Date.now() + Number(amount) * units[unit as keyof typeof units]).toISOString();
};

/** `signalbox force`: everything in a scope to the legacy owner, at once. */
export const force = async (connection: Connection, options: ForceOptions): Promise<void> => {
  const answer = await call(connection, forceLegacy, {
    ...placeOf(options),
    reason: options.reason,
    ...(options.for ? { until: endOf(options.for) } : {}),
    acknowledgeLosses: options.acknowledge ?? [],
  });
  if (options.json) return console.log(JSON.stringify(answer, null, 2));
  console.log(
    answer.repeated
      ? `It is forced already (version ${answer.version}).`
      : `Forced in version ${answer.version}. ${answer.effect.says}`,
  );
};

/** `signalbox lift`: the rules decide again. */
export const lift = async (connection: Connection, options: ForceOptions): Promise<void> => {
  const answer = await call(connection, liftForce, {
    ...placeOf(options),
    reason: options.reason,
  });
  if (options.json) return console.log(JSON.stringify(answer, null, 2));
  console.log(
    answer.repeated
      ? "Nothing was forced there."
      : `Lifted in version ${answer.version}. ${answer.effect.says}`,
  );
};

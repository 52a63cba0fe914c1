import type * as z from "zod";
import { CliError, type Connection, call } from "@/bin/connection";
import { canIFlip as operation } from "@/lib/contract/can-i-flip";

type Options = {
  program: string;
  environment: string;
  capability?: string;
  family?: string;
  route?: string;
  worker?: string;
  step?: string;
  json?: boolean;
  retryWhileUnknown?: string;
};

type Answer = z.infer<typeof operation.answer>;

const units = { s: 1_000, m: 60_000, h: 3_600_000 } as const;

/** Milliseconds of `90s`, `10m` or `1h`. */
const durationOf = (words: string): number => {
  const [, amount, unit] = /^([1-9]\d{0,4})([smh])$/.exec(words) ?? [];
  if (!amount || !unit) {
    throw new CliError(`--retry-while-unknown ${words} is no duration: say 90s, 10m or 1h.`);
  }
  return Number(amount) * units[unit as keyof typeof units];
};

const line = ({
  isBinding,
  kind,
  key,
  capability,
  state,
  says,
  owner,
}: Answer["missing"][number]) => {
  const what = kind === key ? kind : `${kind} ${key}`;
  const place = capability === null ? what : `${what} of ${capability}`;
  const whose = owner === null ? "" : ` [${owner}]`;
  return `  ${isBinding ? "✗" : "·"} ${place} (${state})${whose}: ${says}`;
};

const ask = async (
  connection: Connection,
  { program, environment, capability, family, route, worker, step }: Options,
): Promise<Answer> => {
  const subject = Object.entries({ capability, family, route, worker, step }).filter(
    ([, value]) => value !== undefined,
  );
  try {
    const input = { program, environment, ...Object.fromEntries(subject) };
    return await call(connection, operation, input);
  } catch (error) {
    // A refusal is no "no": who asks whether to flip must not take an error for an answer.
    throw new CliError(error instanceof Error ? error.message : String(error), 2);
  }
};

const pauseFor = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * `signalbox can-i-flip`: whether something may move to the target now, with each thing that is missing
 * and whose it is, a line each. Exit code 0 for yes, 1 for no and for what is not known, 2 for an error.
 */
export const canIFlip = async (connection: Connection, options: Options): Promise<void> => {
  const patience = options.retryWhileUnknown ? durationOf(options.retryWhileUnknown) : 0;
  const end = Date.now() + patience;
  const every = Math.min(15_000, Math.max(1_000, patience / 20));
  let answer = await ask(connection, options);
  while (answer.answer === "unknown" && Date.now() + every <= end) {
    const seconds = Math.round((end - Date.now()) / 1000);
    console.error(`${answer.says} Asking again, for ${seconds} s more.`);
    await pauseFor(every);
    answer = await ask(connection, options);
  }
  if (options.json) console.log(JSON.stringify(answer, null, 2));
  else for (const each of [answer.says, ...answer.missing.map(line)]) console.log(each);
  process.exitCode = answer.answer === "yes" ? 0 : 1;
};

import { spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { CliError } from "@/bin/connection";
import {
  gatewayLog,
  gatewayToken,
  machineName,
  onStop,
  stateFolder,
  upstreamAddress,
} from "@/bin/gateway-options";
import { checkNginxAlone, createGatewayApplier } from "@/lib/plane/apply-gateway-file";
import { type Connected, connectAgent } from "@/lib/plane/connect-agent";
import { createGatewayAgent, type InEffect, type Wanted } from "@/lib/plane/gateway-agent";
import { type GatewayFormat, isGatewayFormat } from "@/lib/plane/gateway-file";
import { createLocalForce, forceLocally, liftLocalForce } from "@/lib/plane/local-force";
import { createObservedCounts } from "@/lib/plane/observed-counts";
import { createUpstream } from "@/lib/plane/upstream";

type Options = {
  readonly format: string;
  readonly out: string;
  readonly reload?: string;
  readonly validate?: string;
  readonly upstream?: string;
  readonly token?: string;
  readonly tokenFile?: string;
  readonly follow?: string;
  readonly state?: string;
  readonly pidFile?: string;
  readonly nginx: string;
  readonly observe?: readonly string[];
  readonly forceLegacy?: string | true;
  readonly liftForce?: boolean;
  readonly legacy?: string;
  readonly target?: string;
};

const formatOf = (text: string): GatewayFormat => {
  if (isGatewayFormat(text)) return text;
  throw new CliError(`There is no format ${text}. There are env, nginx and envoy.`);
};

const placeOf = (text: string): { program: string; environment: string } => {
  const [program, environment, ...rest] = text.split("/");
  if (!program || !environment || rest.length > 0) {
    throw new CliError(`--follow takes program/environment, e.g. quay/staging, not ${text}.`);
  }
  return { program, environment };
};

const observedSources = (texts: readonly string[]): Map<string, string> =>
  new Map(
    texts.map((text) => {
      const read = /^([^=]+)=(https?:\/\/.+)$/.exec(text);
      if (read?.[1] === undefined || read[2] === undefined) {
        throw new CliError(`--observe takes owner=address, e.g. python=http://…, not ${text}.`);
      }
      return [read[1], read[2]];
    }),
  );

const versionOfNginx = (binary: string): string | null => {
  const { status, stderr } = spawnSync(binary, ["-v"], { encoding: "utf8" });
  return status === 0 ? (/nginx\/([\d.]+)/.exec(stderr)?.[1] ?? "") : null;
};

/** The owners' words where nothing else is known: from the options, or from the file that is there. */
const wordsOf = async ({ legacy, target, out }: Options) => {
  const head = (await readFile(out, "utf8").catch(() => "")).slice(0, 2000);
  const read = /^# owners: legacy (\S+), target (\S+)$/m.exec(head);
  const known = legacy ?? read?.[1];
  return known === undefined ? null : { legacy: known, target: target ?? read?.[2] ?? "target" };
};

/** A program of which nothing is known but that all of it is legacy's. */
const nothingKnown = (owners: { legacy: string; target: string }): Wanted => ({
  snapshot: {
    schema: "signalbox.snapshot/v1",
    program: "unknown",
    environment: "unknown",
    epoch: 0,
    version: 0,
    updatedAt: "1970-01-01T00:00:00Z",
    owners,
    force: [],
    default: { owner: owners.legacy },
    families: {},
    capabilities: {},
    routes: [],
    workers: {},
  },
  naming: null,
  isForced: true,
});

/** `signalbox agent`: keeps one gateway's file at the newest version, or at the last good one. */
export const runAgent = async (options: Options): Promise<void> => {
  const log = gatewayLog();
  const format = formatOf(options.format);
  const out = path.resolve(options.out);
  const usual = path.join(path.dirname(out), `.${path.basename(out)}.signalbox`);
  const folder = stateFolder(options.state ?? usual);
  const forceFile = path.join(folder, "force-legacy");
  if (options.liftForce) await liftLocalForce(forceFile);
  if (options.forceLegacy !== undefined) {
    const reason = options.forceLegacy === true ? "forced on the machine" : options.forceLegacy;
    await forceLocally(forceFile, reason);
  }
  const version = format === "nginx" ? versionOfNginx(options.nginx) : null;
  const runtime = format === "nginx" ? `nginx ${version ?? ""}`.trim() : format;
  const applier = createGatewayApplier({
    file: out,
    folder,
    validate: options.validate ?? null,
    reload: options.reload ?? null,
    checkAlone: version === null ? null : checkNginxAlone(options.nginx, folder),
    log,
  });

  let connected: Connected | null = null;
  const words = await wordsOf(options);
  const force = createLocalForce(forceFile, (now) => {
    log.warn({ forced: now }, now ? "legacy is forced on this gateway" : "the force is lifted");
    void agent.update();
  });
  const wanted = (): Wanted | null => {
    const isForced = force.current() !== null;
    const held = connected?.held() ?? null;
    if (held !== null) return { ...held, isForced };
    return isForced && words !== null ? nothingKnown(words) : null;
  };
  const agent = createGatewayAgent({
    format,
    applier,
    wanted,
    pidFile: options.pidFile ?? null,
    log,
    now: Date.now,
    onEffect: (effect: InEffect) => void connected?.report(effect),
  });

  const place = options.follow === undefined ? null : placeOf(options.follow);
  const isAlone = options.upstream === undefined;
  const upstream =
    options.upstream === undefined
      ? null
      : createUpstream(
          upstreamAddress(options.upstream),
          gatewayToken(options.token, options.tokenFile),
        );
  // Before anything is waited for: an emergency needs nothing but this machine.
  connected = await connectAgent({
    upstream,
    place,
    folder,
    log,
    now: Date.now,
    instance: `agent:${machineName()}:${out}`.slice(0, 200),
    runtime,
    force: force.current,
    observed: createObservedCounts(observedSources(options.observe ?? [])),
    onSnapshot: () => void agent.update(),
  });
  await agent.update();
  if (isAlone) {
    agent.stop();
    force.stop();
    const failing = agent.failing();
    if (failing !== null) throw new CliError(failing, 1);
    if (wanted() === null) {
      throw new CliError(
        "Nothing is known of the program here yet. Give --upstream, or --force-legacy with --legacy <word>.",
      );
    }
    console.log(`${out} is written${force.current() === null ? "" : "; legacy is forced"}.`);
    return;
  }
  console.log(`Signalbox agent keeps ${out} (${runtime})`);
  onStop(async () => {
    agent.stop();
    force.stop();
    await connected?.leave();
  });
};

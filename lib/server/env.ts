import { isIP } from "node:net";
import path from "node:path";
import * as z from "zod";

const port = z
  .string()
  .regex(/^\d{1,5}$/, "must be a port number between 0 and 65535")
  .transform(Number)
  .refine((value) => value <= 65535, "must be a port number between 0 and 65535");

const httpUrl = z
  .string()
  .refine(
    (value) => /^https?:\/\//.test(value) && URL.canParse(value),
    "must be an http(s) address",
  )
  .transform((value) => value.replace(/\/+$/, ""));

const isAddressRange = (word: string): boolean => {
  const [address = "", bits, ...rest] = word.split("/");
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return (
    bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128))
  );
};

const addressRanges = z
  .string()
  .transform((value) =>
    value
      .split(",")
      .map((word) => word.trim())
      .filter((word) => word !== ""),
  )
  .refine(
    (words) => words.every(isAddressRange),
    "must be addresses or ranges such as 10.1.2.3, 10.0.0.0/8, fd00::/8",
  );

const mailbox = z
  .string()
  .regex(
    /^(?:[^<>\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/,
    "must be a mail address, signalbox@example.org or Signalbox <signalbox@example.org>",
  )
  .transform((value) => {
    const [, name = "", address = value] = /^([^<]*)<(.+)>$/.exec(value) ?? [];
    return { name: name.trim().replace(/^"|"$/g, "") || "Signalbox", address };
  });

const EnvSchema = z.object({
  PORT: port.default(3000),
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:_-]+$/, "must be a host name or an address")
    .default("127.0.0.1"),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "must be a PostgreSQL address, postgresql://user@host/database")
    .optional(),
  SIGNALBOX_DATA: z.string().default(".signalbox"),
  SIGNALBOX_URL: httpUrl.optional(),
  SIGNALBOX_ADMIN_TOKEN: z.string().min(24, "must have at least 24 characters").optional(),
  SIGNALBOX_EXAMPLES: z.enum(["on", "off"], "must be on or off").optional(),
  SIGNALBOX_OIDC_ISSUER: httpUrl.optional(),
  SIGNALBOX_OIDC_CLIENT_ID: z.string().optional(),
  SIGNALBOX_OIDC_CLIENT_SECRET: z.string().optional(),
  SIGNALBOX_OIDC_NAME: z.string().default("Single sign-on"),
  SIGNALBOX_OIDC_SCOPE: z
    .string()
    .regex(/^openid( \S+)*$/, "must be a list such as openid profile email groups")
    .default("openid profile email"),
  SIGNALBOX_OIDC_GROUPS_CLAIM: z.string().max(200).default("groups"),
  SIGNALBOX_GITHUB_CLIENT_ID: z.string().optional(),
  SIGNALBOX_GITHUB_CLIENT_SECRET: z.string().optional(),
  SIGNALBOX_GITHUB_TEAMS: z.enum(["on", "off"], "must be on or off").default("off"),
  SIGNALBOX_GITHUB_API: httpUrl.default("https://api.github.com"),
  SIGNALBOX_LEASE_SECONDS: z
    .string()
    .regex(/^\d{1,4}$/, "must be a whole number of seconds")
    .transform(Number)
    .refine((value) => value >= 2 && value <= 3600, "must be 2 to 3600 seconds")
    .default(60),
  SIGNALBOX_SMTP_URL: z
    .string()
    .refine(
      (value) => /^smtps?:\/\/./.test(value) && URL.canParse(value),
      "must be an address such as smtp://user:password@mail.example.org:587 or smtps://…",
    )
    .optional(),
  SIGNALBOX_MAIL_FROM: mailbox.optional(),
  SIGNALBOX_ALLOW_PRIVATE_ADDRESSES: addressRanges.default([]),
  SIGNALBOX_TRUSTED_PROXIES: addressRanges.default([]),
  SIGNALBOX_SECRET_KEY: z
    .string()
    .transform((value) => value.split(",").map((word) => word.trim()))
    .refine(
      (words) => words.every((word) => word.length >= 32),
      "must be a key of at least 32 characters; after a change the new one, a comma and the old one",
    )
    .default([]),
  SIGNALBOX_LOG: z
    .enum(
      ["debug", "info", "warn", "error", "silent"],
      "must be debug, info, warn, error or silent",
    )
    .default("info"),
});

export type Env = Readonly<{
  port: number;
  host: string;
  databaseUrl: string | null;
  dataFolder: string;
  publicUrl: string;
  adminToken: string | null;
  oidc: {
    issuer: string;
    clientId: string;
    clientSecret: string;
    name: string;
    scope: string;
    /** The claim that tells somebody's groups. */
    groupsClaim: string;
  } | null;
  github: {
    clientId: string;
    clientSecret: string;
    /** Whether sign-in asks for `read:org` and reads somebody's teams. */
    readsTeams: boolean;
    api: string;
  } | null;
  logLevel: "debug" | "info" | "warn" | "error" | "silent";
  /** Where mail is handed over, and whom it is from; `null` sends none. */
  mail: { url: string; from: { name: string; address: string } } | null;
  /** Private addresses and ranges of them that Signalbox may call all the same. */
  privateAddresses: readonly string[];
  /** Proxies, as addresses and ranges, whose word is taken for whom a request comes from. */
  trustedProxies: readonly string[];
  /** Keys of what is stored encrypted: the first encrypts, all decrypt. None: the installation's own. */
  secretKeys: readonly string[];
  /** How long a lease to run a worker holds. */
  leaseSeconds: number;
  /** Nothing is configured: loopback only, embedded database, one-click sign-in as example people. */
  isLocal: boolean;
  loadsExamples: boolean;
}>;

export class EnvError extends Error {
  override readonly name = "EnvError";
}

const loopbackHosts = new Set(["127.0.0.1", "::1", "localhost"]);

const bothOrNeither = (source: Record<string, string>, names: readonly string[]): void => {
  const missing = names.filter((name) => source[name] === undefined);
  if (missing.length > 0 && missing.length < names.length) {
    throw new EnvError(
      `${missing.join(" and ")} must be set as well: ${names.join(", ")} go together.`,
    );
  }
};

/**
 * Reads and validates the whole configuration; the only place that looks at environment variables.
 * Takes the variables (empty ones count as unset), gives frozen values, and refuses
 * with a sentence that names the variable and never repeats a secret.
 */
export const readEnv = (variables: Readonly<Record<string, string | undefined>>): Env => {
  const source = Object.fromEntries(
    Object.entries(variables).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
  bothOrNeither(source, [
    "SIGNALBOX_OIDC_ISSUER",
    "SIGNALBOX_OIDC_CLIENT_ID",
    "SIGNALBOX_OIDC_CLIENT_SECRET",
  ]);
  bothOrNeither(source, ["SIGNALBOX_GITHUB_CLIENT_ID", "SIGNALBOX_GITHUB_CLIENT_SECRET"]);
  bothOrNeither(source, ["SIGNALBOX_SMTP_URL", "SIGNALBOX_MAIL_FROM"]);
  const parsed = EnvSchema.safeParse(source);
  if (!parsed.success) {
    throw new EnvError(
      parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}.`).join("\n"),
    );
  }
  const env = parsed.data;
  const isLocal =
    env.DATABASE_URL === undefined &&
    env.SIGNALBOX_OIDC_ISSUER === undefined &&
    env.SIGNALBOX_GITHUB_CLIENT_ID === undefined &&
    loopbackHosts.has(env.HOST);
  return Object.freeze({
    port: env.PORT,
    host: env.HOST,
    databaseUrl: env.DATABASE_URL ?? null,
    dataFolder: path.resolve(env.SIGNALBOX_DATA),
    publicUrl:
      env.SIGNALBOX_URL ??
      `http://${env.HOST.includes(":") ? `[${env.HOST}]` : env.HOST}:${env.PORT}`,
    adminToken: env.SIGNALBOX_ADMIN_TOKEN ?? null,
    oidc: env.SIGNALBOX_OIDC_ISSUER
      ? {
          issuer: env.SIGNALBOX_OIDC_ISSUER,
          clientId: env.SIGNALBOX_OIDC_CLIENT_ID ?? "",
          clientSecret: env.SIGNALBOX_OIDC_CLIENT_SECRET ?? "",
          name: env.SIGNALBOX_OIDC_NAME,
          scope: env.SIGNALBOX_OIDC_SCOPE,
          groupsClaim: env.SIGNALBOX_OIDC_GROUPS_CLAIM,
        }
      : null,
    github: env.SIGNALBOX_GITHUB_CLIENT_ID
      ? {
          clientId: env.SIGNALBOX_GITHUB_CLIENT_ID,
          clientSecret: env.SIGNALBOX_GITHUB_CLIENT_SECRET ?? "",
          readsTeams: env.SIGNALBOX_GITHUB_TEAMS === "on",
          api: env.SIGNALBOX_GITHUB_API,
        }
      : null,
    mail:
      env.SIGNALBOX_SMTP_URL && env.SIGNALBOX_MAIL_FROM
        ? { url: env.SIGNALBOX_SMTP_URL, from: env.SIGNALBOX_MAIL_FROM }
        : null,
    privateAddresses: env.SIGNALBOX_ALLOW_PRIVATE_ADDRESSES,
    trustedProxies: env.SIGNALBOX_TRUSTED_PROXIES,
    secretKeys: env.SIGNALBOX_SECRET_KEY,
    logLevel: env.SIGNALBOX_LOG,
    leaseSeconds: env.SIGNALBOX_LEASE_SECONDS,
    isLocal,
    loadsExamples: env.SIGNALBOX_EXAMPLES ? env.SIGNALBOX_EXAMPLES === "on" : isLocal,
  });
};

let current: Env | undefined;

/** The configuration of this process, read once. */
export const env = (): Env => {
  current ??= readEnv(process.env);
  return current;
};

/** Hands settings to libraries that read them from the environment only. */
export const publishToLibraries = (settings: Readonly<Record<string, string>>): void => {
  Object.assign(process.env, settings);
};

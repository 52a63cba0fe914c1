import { createHmac, timingSafeEqual } from "node:crypto";
import type { HookView } from "@/lib/contract/emergencies";
import { Refusal } from "@/lib/domain/refusal";
import { runtime } from "@/lib/server/runtime";

/** Seconds that a signed call may be on its way; Stripe and Slack use the same. */
const tolerance = 300;

/** A hook's secret, made from the installation's own: nothing of it is stored. */
export const hookSecret = (id: string): string =>
  createHmac("sha256", runtime().sessionSecret).update(`hook ${id}`).digest("base64url");

export const hookView = (hook: {
  id: string;
  name: string;
  kind: string;
  scope: string;
  key: string;
  holdMinutes: number | null;
  createdByName: string;
  createdAt: Date;
  revokedAt: Date | null;
}): HookView => ({
  id: hook.id,
  name: hook.name,
  kind: hook.kind as HookView["kind"],
  scope: hook.scope as HookView["scope"],
  key: hook.key === "" ? null : hook.key,
  holdMinutes: hook.holdMinutes,
  address: `/api/v1/hooks/${hook.id}`,
  createdBy: hook.createdByName,
  createdAt: hook.createdAt.toISOString(),
  revokedAt: hook.revokedAt?.toISOString() ?? null,
});

const isSame = (given: string, wanted: string): boolean => {
  const [one, other] = [Buffer.from(given), Buffer.from(wanted)];
  return one.length === other.length && timingSafeEqual(one, other);
};

const unauthenticated = (says: string): Refusal => new Refusal("unauthenticated", says);

/** Refuses an Alertmanager call without the hook's secret as its bearer credentials. */
export const refuseForeignBearer = (id: string, authorization: string | null): void => {
  const given = /^bearer +(\S+)$/i.exec(authorization ?? "")?.[1];
  if (given !== undefined && isSame(given, hookSecret(id))) return;
  throw unauthenticated(
    "Send the hook's secret as bearer credentials: http_config.authorization.credentials in Alertmanager.",
  );
};

/**
 * Refuses a call that its secret did not sign, or that is too old. The header is `t=<seconds>,v1=<hex>`
 * with v1 the HMAC-SHA256 of `<t>.<body>`. Answers what names the delivery, so that a replay is known.
 */
export const refuseUnsigned = (
  id: string,
  header: string | null,
  body: string,
  now: Date,
): string => {
  const [, seconds, given] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header ?? "") ?? [];
  if (seconds === undefined || given === undefined) {
    throw unauthenticated(
      "Sign the call: x-signalbox-signature: t=<unix seconds>,v1=<HMAC-SHA256 of t.body in hexadecimal>.",
    );
  }
  const wanted = createHmac("sha256", hookSecret(id)).update(`${seconds}.${body}`).digest("hex");
  if (!isSame(given, wanted)) throw unauthenticated("The signature does not fit the body.");
  if (Math.abs(now.getTime() / 1000 - Number(seconds)) > tolerance) {
    throw unauthenticated(
      `The call was signed more than ${tolerance / 60} minutes ago, or by a clock that is wrong. Sign it again.`,
    );
  }
  return given;
};

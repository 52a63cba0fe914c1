import type { AuthOptions } from "next-auth";
import { readGroupClaim } from "@/lib/domain/group-claim";
import type { Env } from "@/lib/server/env";

type Claims = {
  sub: string;
  iat?: unknown;
  auth_time?: unknown;
  preferred_username?: unknown;
  name?: string;
  email?: string;
  email_verified?: unknown;
  /** Where a claim stands that was too large to send. OpenID Connect Core 1.0, 5.6.2. */
  _claim_names?: Record<string, unknown>;
};

/** As long as a session lasts: who proved it longer ago does so again. */
const sessionSeconds = 12 * 60 * 60;
/** Seconds by which the provider's clock may be ahead of this one. */
const clockDrift = 60;

/** The library looks for what is over, not for what is still to come: a proof of tomorrow would count until then. */
const refuseFuture = ({ iat, auth_time }: Claims): void => {
  const now = Math.floor(Date.now() / 1000);
  const latest = Math.max(Number(iat ?? 0), Number(auth_time ?? 0));
  if (latest > now + clockDrift) {
    throw new Error(`JWT issued in the future, now ${now}, says ${latest}`);
  }
};

/** What a provider tells that is no text is not told at all. */
const textOf = (claim: unknown): string | null =>
  typeof claim === "string" && claim !== "" ? claim : null;

/** Any OpenID Connect provider that publishes its configuration at the well-known address. */
export const oidcProvider = ({
  issuer,
  clientId,
  clientSecret,
  name,
  scope,
  groupsClaim,
}: NonNullable<Env["oidc"]>): AuthOptions["providers"][number] => ({
  id: "oidc",
  name,
  type: "oauth",
  wellKnown: `${issuer}/.well-known/openid-configuration`,
  clientId,
  clientSecret,
  idToken: true,
  checks: ["pkce", "state", "nonce"],
  // With `max_age` a provider has to say when it last saw proof (OpenID Connect Core 1.0, 3.1.2.1).
  authorization: { params: { scope, max_age: sessionSeconds } },
  httpOptions: { timeout: 10_000 },
  userinfo: {
    // The ID token says who it is; providers that follow the standard tell name and address only here.
    request: async ({ client, tokens }) => {
      // Its configuration may come from anywhere; who speaks in it must be who was configured.
      if (client.issuer.metadata.issuer.replace(/\/+$/, "") !== issuer) {
        throw new Error(`unexpected iss value, expected ${issuer} in the configuration`);
      }
      const claims = (tokens as unknown as { claims: () => Claims }).claims();
      refuseFuture(claims);
      if (!client.issuer.metadata.userinfo_endpoint || !tokens.access_token) return claims;
      // Refuses when it is about somebody else than the ID token.
      return {
        ...claims,
        ...(await client.userinfo(tokens as Parameters<typeof client.userinfo>[0])),
      };
    },
  },
  profile: (claims: Claims) => ({
    id: claims.sub,
    handle: textOf(claims.preferred_username),
    name: textOf(claims.name),
    // An address that the provider has not checked says nothing of whose it is. Some write the word.
    email: /^false$/i.test(String(claims.email_verified)) ? null : textOf(claims.email),
    groups: {
      provider: "oidc" as const,
      ...readGroupClaim(
        groupsClaim,
        Reflect.get(claims, groupsClaim),
        claims._claim_names?.[groupsClaim] !== undefined,
      ),
    },
  }),
});

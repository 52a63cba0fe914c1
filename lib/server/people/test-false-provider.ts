import { createSign, generateKeyPairSync } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { openidClient } from "@/lib/server/people/test-openid-provider";

type Claims = Record<string, unknown>;
export type Misdeed = {
  /** Answers the configuration in place of the provider. */
  readonly configuration?: (response: ServerResponse) => void;
  /** Answers the exchange of the code in place of the provider. */
  readonly token?: (response: ServerResponse) => void;
  /** What the configuration says of the provider besides. */
  readonly says?: () => Record<string, unknown>;
  /** Changes what the ID token says. */
  readonly claims?: (claims: Claims) => Claims;
  readonly isUnsigned?: true;
};

const inPart = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A provider that answers as it is told to: what a broken or a hostile one does. */
export const startFalseProvider = async () => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  let misdeed: Misdeed = {};
  let nonce = "";
  const json = (response: ServerResponse, value: unknown): void => {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(value));
  };
  const idToken = (issuer: string): string => {
    const now = Math.floor(Date.now() / 1000);
    const claims: Claims = {
      iss: issuer,
      sub: "ada",
      aud: openidClient.SIGNALBOX_OIDC_CLIENT_ID,
      iat: now,
      exp: now + 3600,
      auth_time: now,
      nonce,
      name: "Ada",
    };
    const header = inPart({ alg: misdeed.isUnsigned ? "none" : "RS256", kid: "one" });
    const signed = `${header}.${inPart(misdeed.claims?.(claims) ?? claims)}`;
    if (misdeed.isUnsigned) return `${signed}.`;
    return `${signed}.${createSign("RSA-SHA256").update(signed).sign(privateKey, "base64url")}`;
  };
  const configuration = () => ({
    issuer,
    authorization_endpoint: `${issuer}/auth`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/keys`,
    ...misdeed.says?.(),
  });
  const keys = () => ({
    keys: [{ ...publicKey.export({ format: "jwk" }), kid: "one", use: "sig", alg: "RS256" }],
  });
  const token = () => ({
    access_token: "any",
    token_type: "Bearer",
    id_token: idToken(issuer),
  });
  const answer = ({ url }: IncomingMessage, response: ServerResponse): void => {
    const { pathname, searchParams } = new URL(url ?? "/", issuer);
    if (pathname === "/auth") {
      nonce = searchParams.get("nonce") ?? "";
      const back = new URL(searchParams.get("redirect_uri") ?? issuer);
      back.searchParams.set("code", "one");
      back.searchParams.set("state", searchParams.get("state") ?? "");
      response.writeHead(302, { location: back.href }).end();
    } else if (pathname === "/keys") json(response, keys());
    else if (pathname === "/token") (misdeed.token ?? ((to) => json(to, token())))(response);
    else (misdeed.configuration ?? ((to) => json(to, configuration())))(response);
  };
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    behave: (how: Misdeed): void => {
      misdeed = how;
    },
    /** Where the browser comes back to when somebody was sent to `to`. */
    returnOf: (to: string, publicUrl: string): string => {
      const asked = new URL(to).searchParams;
      nonce = asked.get("nonce") ?? "";
      const back = new URLSearchParams({ code: "one", state: asked.get("state") ?? "" });
      return `${publicUrl}/api/auth/callback/oidc?${back}`;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

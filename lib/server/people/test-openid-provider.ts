import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import Provider from "oidc-provider";

/** The configuration that makes Signalbox a client of the provider below. */
export const openidClient = {
  SIGNALBOX_OIDC_CLIENT_ID: "signalbox",
  SIGNALBOX_OIDC_CLIENT_SECRET: "the-secret-of-the-client",
};

/** A real OpenID provider on this machine, where anybody signs in under any name and has these further claims. */
export const startOpenidProvider = async (
  publicUrl: string,
  claimsOf: (id: string) => Record<string, unknown> = () => ({}),
): Promise<{ readonly issuer: string; readonly close: () => Promise<void> }> => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: openidClient.SIGNALBOX_OIDC_CLIENT_ID,
        client_secret: openidClient.SIGNALBOX_OIDC_CLIENT_SECRET,
        redirect_uris: [`${publicUrl}/api/auth/callback/oidc`],
      },
    ],
    claims: {
      openid: ["sub"],
      profile: ["name", "preferred_username", "groups"],
      email: ["email", "email_verified"],
    },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({
        sub: id,
        name: `${id} of the provider`,
        preferred_username: id,
        email: `${id}@example.org`,
        ...claimsOf(id),
      }),
    }),
  });
  server.on("request", provider.callback());
  return {
    issuer,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

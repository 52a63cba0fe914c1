import { describe, expect, test } from "vitest";
import { EnvError, readEnv } from "@/lib/server/env";

describe("configuration", () => {
  test("nothing set is the local mode on loopback with examples", () => {
    expect(readEnv({})).toMatchObject({
      port: 3000,
      host: "127.0.0.1",
      isLocal: true,
      loadsExamples: true,
      databaseUrl: null,
    });
  });

  test.each([
    [{ DATABASE_URL: "postgresql://localhost/signalbox" }],
    [{ HOST: "0.0.0.0" }],
    [{ SIGNALBOX_GITHUB_CLIENT_ID: "a", SIGNALBOX_GITHUB_CLIENT_SECRET: "b" }],
    [
      {
        SIGNALBOX_OIDC_ISSUER: "https://id.example.org",
        SIGNALBOX_OIDC_CLIENT_ID: "a",
        SIGNALBOX_OIDC_CLIENT_SECRET: "b",
      },
    ],
  ])("%j ends the local mode and its one-click sign-in", (variables) => {
    expect(readEnv(variables)).toMatchObject({ isLocal: false, loadsExamples: false });
  });

  test.each([
    [{ PORT: "80a" }, "PORT must be a port number"],
    [{ PORT: "70000" }, "PORT must be a port number"],
    [{ DATABASE_URL: "mysql://x" }, "DATABASE_URL must be a PostgreSQL address"],
    [{ SIGNALBOX_ADMIN_TOKEN: "short" }, "SIGNALBOX_ADMIN_TOKEN must have at least 24"],
    [{ SIGNALBOX_LOG: "loud" }, "SIGNALBOX_LOG must be"],
    [{ SIGNALBOX_OIDC_ISSUER: "https://id.example.org" }, "SIGNALBOX_OIDC_CLIENT_ID"],
    [{ SIGNALBOX_URL: "signalbox" }, "SIGNALBOX_URL must be an http(s) address"],
    [{ HOST: "a b" }, "HOST must be a host name"],
    [{ SIGNALBOX_SMTP_URL: "smtp://mail" }, "SIGNALBOX_MAIL_FROM must be set as well"],
    [
      { SIGNALBOX_SMTP_URL: "mail:25", SIGNALBOX_MAIL_FROM: "a@b.org" },
      "SIGNALBOX_SMTP_URL must be an address",
    ],
    [
      { SIGNALBOX_SMTP_URL: "smtp://mail", SIGNALBOX_MAIL_FROM: "a@b.org\r\nBcc: c@d.org" },
      "SIGNALBOX_MAIL_FROM must be a mail address",
    ],
    [
      { SIGNALBOX_ALLOW_PRIVATE_ADDRESSES: "10.0.0.0/8, intranet" },
      "SIGNALBOX_ALLOW_PRIVATE_ADDRESSES must be addresses",
    ],
    [{ SIGNALBOX_TRUSTED_PROXIES: "*" }, "SIGNALBOX_TRUSTED_PROXIES must be addresses"],
    [{ SIGNALBOX_ALLOW_PRIVATE_ADDRESSES: "10.0.0.0/33" }, "SIGNALBOX_ALLOW_PRIVATE_ADDRESSES"],
  ])("%j stops the start with a sentence that names it", (variables, sentence) => {
    expect(() => readEnv(variables)).toThrow(EnvError);
    expect(() => readEnv(variables)).toThrow(sentence);
  });

  test("a refused secret is not repeated", () => {
    expect(() => readEnv({ SIGNALBOX_ADMIN_TOKEN: "hunter2" })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining("hunter2") }),
    );
  });

  test("mail is from an address with or without a name, private addresses are a list", () => {
    const settings = { SIGNALBOX_SMTP_URL: "smtp://mail:25", SIGNALBOX_MAIL_FROM: "a@b.org" };
    const url = "smtp://mail:25";
    expect(readEnv(settings).mail).toEqual({
      url,
      from: { name: "Signalbox", address: "a@b.org" },
    });
    const named = { ...settings, SIGNALBOX_MAIL_FROM: "The control room <a@b.org>" };
    expect(readEnv(named).mail?.from).toEqual({ name: "The control room", address: "a@b.org" });
    expect(readEnv({}).mail).toBeNull();
    const ranges = { SIGNALBOX_ALLOW_PRIVATE_ADDRESSES: "127.0.0.1, fd00::/8," };
    expect(readEnv(ranges).privateAddresses).toEqual(["127.0.0.1", "fd00::/8"]);
  });
});

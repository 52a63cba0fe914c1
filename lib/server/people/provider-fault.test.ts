import { expect, test } from "vitest";
import { providerFault } from "./provider-fault";

test.each([
  ["JWT issued in the future, now 1, iat 301", "ClockOff"],
  ["JWT expired, now 4000, exp 3700", "ClockOff"],
  ["State cookie was missing.", "OAuthCallback"],
  ["state missing from the response", "OAuthCallback"],
  ["state mismatch, expected a, got: b", "OAuthCallback"],
  ["invalid_grant (grant request is invalid)", "OAuthCallback"],
  ["connect ECONNREFUSED 127.0.0.1:9", "OAuthSignin"],
  ["outgoing request timed out after 10000ms", "OAuthSignin"],
  ["unexpected iss value, expected http://a, got: http://b", "ProviderToken"],
  ["aud mismatch, expected signalbox, got: other", "ProviderToken"],
  ["unexpected JWT alg received, expected RS256, got: none", "ProviderToken"],
  ["failed to validate JWT signature", "ProviderToken"],
  ["access_denied", "ProviderRefused"],
  ["expected 200 OK, got: 500 Internal Server Error", "ProviderNonsense"],
  ["Unexpected token '<', \"<!doctype \"... is not valid JSON", "ProviderNonsense"],
  ["id_token not present in TokenSet", "ProviderNonsense"],
])("%s is told as %s", (message, word) => {
  expect(providerFault(new Error(message))).toBe(word);
  expect(providerFault({ error: new Error(message), providerId: "oidc" })).toBe(word);
});

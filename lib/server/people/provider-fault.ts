const messageOf = (error: unknown): string => {
  const inner = error instanceof Error ? error : (error as { error?: unknown } | null)?.error;
  return inner instanceof Error ? inner.message : "";
};

/** What the library says of an answer, and the word by which the sign-in page tells of it. */
const words: readonly (readonly [RegExp, string])[] = [
  [/^JWT (not active yet|issued in the future|expired)/, "ClockOff"],
  [/cookie was missing|state m|checks\.\w+ argument|code missing|invalid_grant/i, "OAuthCallback"],
  [/ECONN|ENOTFOUND|EAI_AGAIN|timed out|socket hang up/, "OAuthSignin"],
  [/mismatch|unexpected (iss|JWT)|signature|JWT|nonce|\b(iss|aud|azp|sub)\b/, "ProviderToken"],
  // The provider's own codes (RFC 6749, section 4.1.2.1): `access_denied`, `login_required`.
  [/^[a-z]+(_[a-z]+)+( \(|$)/, "ProviderRefused"],
];

/**
 * The word for what went wrong between here and an identity provider, out of the library's own error.
 * What is no answer of a provider at all (a page, no JSON, a failure of its) is `ProviderNonsense`.
 */
export const providerFault = (error: unknown): string => {
  const message = messageOf(error);
  return words.find(([pattern]) => pattern.test(message))?.[1] ?? "ProviderNonsense";
};

import { expect, test } from "vitest";
import { signInFault } from "./sign-in-fault";

test.each([
  ["ProviderNonsense", "nonsense"],
  ["ProviderToken", "not meant for this Signalbox"],
  ["ProviderRefused", "not signed in at the provider"],
  ["ClockOff", "clock is wrong"],
  ["StaleProof", "did not ask you again"],
  ["NoProofTime", "does not say when"],
  ["OtherPerson", "somebody else"],
  ["OAuthCallback", "not accepted"],
  ["OAuthSignin", "cannot be reached"],
])("%s is told in words and says what to do", (error, title) => {
  const words = signInFault(error);
  expect(words.title).toContain(title);
  expect(words.detail).toMatch(/Start again|Try again|try again|admin|Give your|Go back/);
});

test("what nobody knows stays general", () => {
  expect(signInFault("<script>").title).toBe("Signing in did not work");
});

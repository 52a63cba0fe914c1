import type { PolicyView } from "@/lib/contract/policy";
import {
  type EnvironmentPolicy,
  freezeAt,
  type PolicySettings,
  policyOf,
  waitOf,
} from "@/lib/domain/environment-policy";

const settingsOf = ({ freeze: _, ...settings }: EnvironmentPolicy): PolicySettings => settings;

/** How changes are made in an environment, as pages show it. */
export const policyView = (
  environment: {
    readonly key: string;
    readonly isProtected: boolean;
    readonly policy: unknown;
    readonly policyVersion: number;
  },
  now: Date,
): PolicyView => {
  const policy = policyOf(environment.policy, environment.isProtected);
  const { teams, windows, ...settings } = settingsOf(policy);
  return {
    isProtected: environment.isProtected,
    policyVersion: environment.policyVersion,
    settings: {
      ...settings,
      teams: { ...teams },
      windows: windows.map((window) => ({ ...window, days: [...window.days] })),
    },
    freeze: freezeAt(policy, now),
    waits: waitOf(policy, environment.key, now)?.says ?? null,
  };
};

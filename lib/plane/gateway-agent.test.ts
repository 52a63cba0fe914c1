import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { exampleSnapshot } from "@/lib/domain/example-snapshot";
import type { SwitchNaming } from "@/lib/domain/switch-naming";
import type { ApplyOutcome } from "@/lib/plane/apply-gateway-file";
import { createGatewayAgent, type Wanted } from "@/lib/plane/gateway-agent";

const naming: SwitchNaming = {
  values: "owner",
  program: "OWNER",
  family: null,
  capability: null,
  route: null,
  worker: null,
  force: "FORCE_LEGACY",
  canary: { orgs: null, repos: null, users: null, percent: null },
  exceptions: {},
};

const wants = (version: number, more: Partial<Wanted> = {}): Wanted => ({
  snapshot: exampleSnapshot({ version }),
  naming,
  isForced: false,
  ...more,
});

/** An agent of a program's variables, whose gateway answers as it is told. */
const started = () => {
  const state: { wanted: Wanted | null; outcome: ApplyOutcome } = {
    wanted: null,
    outcome: { is: "applied" },
  };
  const brought: string[] = [];
  const warned: string[] = [];
  const effects: (readonly [version: number, isForced: boolean])[] = [];
  const agent = createGatewayAgent({
    format: "env",
    applier: {
      apply: async (text) => {
        brought.push(text);
        // Others are asked for while it is brought.
        await new Promise((resolve) => setTimeout(resolve, 10));
        return state.outcome;
      },
    },
    wanted: () => state.wanted,
    pidFile: null,
    log: { info: () => undefined, warn: (_, says) => void warned.push(says) },
    now: Date.now,
    onEffect: ({ version }, isForced) => void effects.push([version, isForced]),
  });
  return { agent, state, brought, warned, effects };
};

describe("an agent", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const settle = () => vi.advanceTimersByTimeAsync(100);

  test("does nothing while nothing is known", async () => {
    const { agent, brought, effects } = started();
    await agent.update();
    expect([brought, effects]).toEqual([[], []]);
  });

  test("brings the newest and says what is in effect, and skips what was overtaken", async () => {
    const { agent, state, brought, effects } = started();
    state.wanted = wants(1);
    void agent.update();
    state.wanted = wants(2);
    void agent.update();
    state.wanted = wants(3);
    void agent.update();
    await settle();
    expect(brought).toHaveLength(2);
    expect(effects).toEqual([
      [1, false],
      [3, false],
    ]);
  });

  test("says nothing is in effect that was not taken, and tries again until it is", async () => {
    const { agent, state, brought, effects } = started();
    state.wanted = wants(1);
    state.outcome = { is: "kept", says: "it does not load" };
    void agent.update();
    await settle();
    expect([agent.failing(), effects]).toEqual(["it does not load", []]);
    await vi.advanceTimersByTimeAsync(2_100);
    expect(brought).toHaveLength(2);
    state.outcome = { is: "applied" };
    await vi.advanceTimersByTimeAsync(2_100);
    expect([agent.failing(), effects]).toEqual([null, [[1, false]]]);
  });

  test("leaves the last good file where a program's naming cannot say it, and warns once", async () => {
    const { agent, state, brought, warned } = started();
    state.wanted = wants(1, { naming: null });
    void agent.update();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(brought).toEqual([]);
    expect(warned).toEqual(["the file cannot be written; the last good one stays"]);
    expect(agent.failing()).toContain("Give it a naming first");
  });

  test("brings a force of its own machine, and says that it is one", async () => {
    const { agent, state, brought, effects } = started();
    state.wanted = wants(1, {
      snapshot: exampleSnapshot({ version: 1, default: { owner: "go" } }),
    });
    void agent.update();
    await settle();
    state.wanted = { ...state.wanted, isForced: true };
    void agent.update();
    await settle();
    expect(brought[0]).toContain("OWNER=go\n");
    expect(brought[1]).toContain("OWNER=python\n");
    expect(effects).toEqual([
      [1, false],
      [1, true],
    ]);
  });

  test("tries nothing again once it is stopped", async () => {
    const { agent, state, brought } = started();
    state.wanted = wants(1);
    state.outcome = { is: "kept", says: "it does not load" };
    void agent.update();
    await settle();
    agent.stop();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(brought).toHaveLength(1);
  });
});

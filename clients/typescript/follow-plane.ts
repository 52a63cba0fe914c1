import { setTimeout as sleep } from "node:timers/promises";
import type { ClientSettings } from "@/clients/typescript/client-settings";
import { createEventBlocks } from "@/clients/typescript/event-blocks";
import { answerAtMost, type PlaneRequests } from "@/clients/typescript/plane-requests";
import type { SnapshotHolder } from "@/clients/typescript/snapshot-holder";
import { Refusal } from "@/lib/domain/refusal";

const between = (least: number, most: number): number => least + Math.random() * (most - least);

/**
 * Follows the plane until `closing`: the stream with resume, and while that cannot be followed a poll
 * every 5 to 15 s. Nothing that happens here rejects; it is told by the holder.
 */
export const followPlane = async (
  settings: ClientSettings,
  requests: PlaneRequests,
  holder: SnapshotHolder,
  closing: AbortSignal,
): Promise<void> => {
  let etag: string | null = null;

  const takeEvent = async (event: string, text: string): Promise<void> => {
    if (event === "snapshot") await holder.take(text, "stream");
    else if (event === "change") {
      etag = null;
      await holder.takeChange(text);
    } else holder.hear();
  };

  const followStream = async (): Promise<void> => {
    const silence = new AbortController();
    const giveUp = (): void =>
      silence.abort(new Error("the stream said nothing whole for too long"));
    const timer = setTimeout(giveUp, settings.silentAfter);
    try {
      const held = holder.held();
      const response = await requests.ask(`${settings.place}/stream`, {
        headers: {
          accept: "text/event-stream",
          ...(held === null ? {} : { "last-event-id": held.id }),
        },
        signal: AbortSignal.any([closing, silence.signal]),
      });
      if (!response.ok || response.body === null) throw await requests.problemOf(response);
      // Whoever names the version held gets what is newer, or nothing when there is nothing.
      holder.reach("stream");
      const blocks = createEventBlocks(answerAtMost);
      const decoder = new TextDecoder();
      const reader = response.body.getReader();
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        const whole = blocks(decoder.decode(value, { stream: true }));
        for (const { event, text } of whole) await takeEvent(event, text);
        // Only what is whole is a sign of life; bytes may drip for ever.
        if (whole.length > 0) timer.refresh();
      }
    } finally {
      clearTimeout(timer);
      silence.abort();
    }
  };

  const poll = async (): Promise<void> => {
    const response = await requests.ask(`${settings.place}/snapshot`, {
      headers: etag === null ? {} : { "if-none-match": etag },
      signal: AbortSignal.any([closing, AbortSignal.timeout(settings.timeout)]),
    });
    if (response.status === 304) return holder.confirm("poll");
    if (!response.ok) throw await requests.problemOf(response);
    const text = await requests.textOf(response);
    await holder.take(text, "poll");
    etag = holder.held()?.text === text ? response.headers.get("etag") : null;
  };

  const attempt = async (action: () => Promise<void>): Promise<boolean> => {
    try {
      await action();
      return true;
    } catch (error) {
      if (closing.aborted) return false;
      const because = error instanceof Error ? error.message : String(error);
      if (error instanceof Refusal) holder.fail(`a snapshot was not used: ${because}`);
      else holder.trouble(`the plane cannot be followed: ${because}`);
      return false;
    }
  };

  const pause = (milliseconds: number): Promise<void> =>
    sleep(milliseconds, undefined, { signal: closing }).catch(() => undefined);

  const [least, most] = settings.poll;
  while (!closing.aborted) {
    const began = performance.now();
    if ((await attempt(followStream)) && performance.now() - began > least) {
      // It lived and ended, as at a restart: everybody comes back, but not at one moment.
      await pause(between(0, settings.reconnectWithin));
      continue;
    }
    if (closing.aborted) return;
    await attempt(poll);
    await pause(between(least, most));
  }
};

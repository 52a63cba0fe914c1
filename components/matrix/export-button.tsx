"use client";
import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { ProgressBar } from "@/components/ui/progress-bar";
import { useToast } from "@/components/ui/toast";
import type { MatrixState } from "@/lib/client/matrix-state";
import { problemOf } from "@/lib/client/problem-error";
import { saveCsv } from "@/lib/client/save-csv";

/** Saves all rows that the matrix keeps under its filters as CSV, in its order. */
export const ExportButton = ({
  program,
  state,
  environments,
  total,
}: {
  program: string;
  state: MatrixState;
  environments: readonly string[];
  total: number;
}) => {
  const say = useToast();
  const [done, setDone] = useState<number | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const start = async () => {
    const controller = new AbortController();
    running.current = controller;
    setDone(0);
    try {
      const { matrixCsv } = await import("@/components/matrix/matrix-csv");
      const text = await matrixCsv(program, state, environments, setDone, controller.signal);
      saveCsv(text, `${program}-matrix.csv`);
      say({ title: `${total.toLocaleString("en-GB")} rows exported`, tone: "green" });
    } catch (thrown) {
      if (controller.signal.aborted) return;
      const { title, detail } = problemOf(thrown);
      say({ title, detail, tone: "red" });
    } finally {
      setDone(null);
    }
  };
  if (done === null) {
    return (
      <Button disabled={total === 0} icon="download" onClick={start}>
        Export CSV
      </Button>
    );
  }
  return (
    <span className="flex items-center gap-2.5">
      <span className="w-24">
        <ProgressBar done={done} label="Rows read" total={total} />
      </span>
      <span className="text-ink-2">
        {done.toLocaleString("en-GB")} of {total.toLocaleString("en-GB")}
      </span>
      <Button onClick={() => running.current?.abort()}>Stop</Button>
    </span>
  );
};

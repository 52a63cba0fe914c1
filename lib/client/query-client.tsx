"use client";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { ProblemError } from "@/lib/client/problem-error";

// A refusal stays a refusal; only what may pass by itself is asked again.
const isPassing = (thrown: unknown): boolean =>
  thrown instanceof ProblemError && [0, 429, 502, 503, 504].includes(thrown.status);

const makeQueryClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        // Changes arrive through the live stream, which marks what it touches as stale.
        staleTime: 30_000,
        gcTime: 10 * 60_000,
        retry: (failures, thrown) => failures < 2 && isPassing(thrown),
      },
      mutations: { retry: false },
    },
  });

export const QueryProvider = ({ children }: { children: ReactNode }) => {
  const [client] = useState(makeQueryClient);
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
};

"use client";
import {
  createContext,
  lazy,
  type ReactNode,
  Suspense,
  useCallback,
  useContext,
  useState,
} from "react";
import type { ToastWords } from "@/components/ui/toast-words";

const ToastList = lazy(() =>
  import("@/components/ui/toast-list").then((module) => ({ default: module.ToastList })),
);

let nextKey = 0;

const ToastContext = createContext<((words: ToastWords) => void) | null>(null);

/** Says in the corner what just happened. */
export const useToast = (): ((words: ToastWords) => void) => {
  const say = useContext(ToastContext);
  if (say === null) throw new Error("useToast needs a ToastProvider above it");
  return say;
};

export const ToastProvider = ({ children }: { children: ReactNode }) => {
  const [toasts, setToasts] = useState<readonly (ToastWords & { key: string })[]>([]);
  const say = useCallback(
    (words: ToastWords) =>
      setToasts((shown) => [...shown.slice(-3), { ...words, key: String(nextKey++) }]),
    [],
  );
  const close = (key: string) => setToasts((shown) => shown.filter((each) => each.key !== key));
  return (
    <ToastContext value={say}>
      {children}
      {toasts.length > 0 && (
        <Suspense>
          <ToastList onClose={close} toasts={toasts} />
        </Suspense>
      )}
    </ToastContext>
  );
};

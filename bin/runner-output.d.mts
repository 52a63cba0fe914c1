export function countsIn(output: string): { passed: number; failed: number };
export function flakyIn(output: string): string[];
export function withoutPassed(output: string): string;

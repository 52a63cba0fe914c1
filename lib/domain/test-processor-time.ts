/**
 * Starts to count the processor time of this process; what it answers tells how much was used since, in
 * milliseconds. Tests of how work grows ask this and not a clock: other work on the machine counts in none of it.
 */
export const processorTime = (): (() => number) => {
  const from = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(from);
    return (user + system) / 1000;
  };
};

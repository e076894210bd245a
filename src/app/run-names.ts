/** The name itself where no other run has it, else with the next number behind it: `LSTM · Austen 2`. */
export function freeName(wanted: string, taken: readonly string[]): string {
  const names = new Set(taken);
  if (!names.has(wanted)) return wanted;
  const stem = wanted.replace(/ \d+$/, '');
  for (let n = 2; ; n++) {
    const name = `${stem} ${n}`;
    if (!names.has(name)) return name;
  }
}

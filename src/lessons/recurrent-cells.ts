/** The recurrent cells that are taught, in the chapter's order: each has a lab, the BPTT lesson and training. */
export const recurrentCells = ['rnn', 'lstm', 'gru'] as const;
export type RecurrentCell = (typeof recurrentCells)[number];

import { ours } from './ours.ts';
import { serveEngine } from './serve-engine.ts';

serveEngine(ours);

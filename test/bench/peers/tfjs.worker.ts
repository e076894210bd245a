import { serveEngine } from '../serve-engine.ts';
import { tfjs } from './tfjs.ts';

serveEngine(tfjs);

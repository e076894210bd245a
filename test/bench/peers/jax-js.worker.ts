import { serveEngine } from '../serve-engine.ts';
import { jaxJs } from './jax-js.ts';

serveEngine(jaxJs);

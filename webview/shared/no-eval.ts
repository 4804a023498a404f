import { config } from 'zod';

// zod would try whether it may compile code, and each try is a violation of the page's content policy.
// Imported first: the answer is asked for when a schema is made.
config({ jitless: true });

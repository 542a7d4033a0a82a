import { screens } from './support/screens';

screens('dark');

import { screens } from './support/screens';

screens('light');

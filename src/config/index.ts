/** The config file: found, read and checked, with the place of what is wrong in it. */
export { defineConfig, type Allowed, type Config, type TargetConfig } from './config.js';
export { ConfigError, type ConfigErrorKind } from './configError.js';
export { findConfig, readConfig } from './readConfig.js';

"""What scripts ask the media library: resumable uploads through this server, uploads straight to the bucket, states."""
